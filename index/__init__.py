"""Articles in, passages out. Knows nothing of the bot, of Discord or of chat models."""
