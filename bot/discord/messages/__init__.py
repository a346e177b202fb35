"""Apps → Index this message: what a message brings, and its leaving."""
