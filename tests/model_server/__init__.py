"""A server of a language model on loopback, and the models that it pretends to be."""
