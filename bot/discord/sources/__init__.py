"""/index source: what a server follows, and who is told when it fails."""
