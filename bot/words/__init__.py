"""What the bot says in its own words, in the language of who reads it."""
