"""The embedding model: found, checked, exported and run."""
