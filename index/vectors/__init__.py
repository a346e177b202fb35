"""Chroma, derived from the catalogue: vectors, dense search, repair."""
