"""Sources that are followed: what they list, when they are due, how they are refreshed."""
