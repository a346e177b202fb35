"""The inverted index of stemmed terms, all derived from the catalogue."""
