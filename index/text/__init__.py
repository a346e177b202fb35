"""Text into sentences, passages and index terms. Pure."""
