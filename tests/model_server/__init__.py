"""An OpenAI-compatible server on loopback, and the models that it pretends to be."""
