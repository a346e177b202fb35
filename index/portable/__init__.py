"""A library as one file of JSON Lines, written and read back."""
