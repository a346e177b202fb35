"""Prompts of the model path, one Markdown file per model call. The answerer without a model needs none."""
