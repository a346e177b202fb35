"""The check of meaning: whether stored sentences bear a statement."""
