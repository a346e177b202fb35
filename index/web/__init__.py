"""Pages and feeds from the web: fetched politely, and never from where they should not be."""
