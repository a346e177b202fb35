"""/index: files into a server's library, and what is in it."""
