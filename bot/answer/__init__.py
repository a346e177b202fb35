"""The question's story. Never imports discord."""
