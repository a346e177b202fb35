"""The answerer without a model: passages, evidence, and the sentences that answer."""
