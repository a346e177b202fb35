"""An article on its way in, and whose turn it is."""
