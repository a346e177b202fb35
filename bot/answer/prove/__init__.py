"""What may be published: facts, judges, citations and the gate to the store."""
