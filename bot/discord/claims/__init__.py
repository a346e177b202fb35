"""Apps → Check against the articles: what became of each claim of a message."""
