"""SQLite, the truth: articles, passages, records and jobs."""
