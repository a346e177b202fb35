"""Running Footnote for a community: what a server chooses, what a person has forgotten, what leaves with a server."""
