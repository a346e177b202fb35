"""What a person means: the question, its filters and dates, and what came before it."""
