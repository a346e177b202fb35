"""Answers as they are kept, and corrections of what they quoted."""
