"""Examples of messages, made from the articles that come with the bot."""
