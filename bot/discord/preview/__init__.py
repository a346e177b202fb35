"""Every kind of message that the bot sends, drawn as Discord draws it: `footnote preview`."""
