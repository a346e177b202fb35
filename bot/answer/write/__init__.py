"""What a language model is shown, how it replies, and what becomes of the reply."""
