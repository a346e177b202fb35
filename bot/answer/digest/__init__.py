"""What is new in a library: one quotation of each story."""
