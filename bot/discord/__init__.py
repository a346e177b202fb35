"""The Discord surface: no retrieval and no prompts in here."""
