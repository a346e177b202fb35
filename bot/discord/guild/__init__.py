"""What each server chose: where the bot answers, from which library, in which language."""
