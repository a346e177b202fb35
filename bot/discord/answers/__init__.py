"""A question on Discord and the message that answers it, from /ask to its corrections."""
