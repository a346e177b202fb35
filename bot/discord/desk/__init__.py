"""For those who run a community: what was not answered, how questions went, how the bot is; and who waits for news."""
