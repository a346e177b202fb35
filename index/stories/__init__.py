"""Copies and stories: which articles tell the same."""
