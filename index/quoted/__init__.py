"""What answers quoted, and what later revisions made of it."""
