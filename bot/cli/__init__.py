"""The command line: the same library and answerer as the bot, for people and for scripts."""
