"""How questions reach the bot: commands, messages, the Apps menu; and what it says that is no answer."""
