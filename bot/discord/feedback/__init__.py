"""The buttons under an answer: ask it otherwise, judge it, put it to the desk, be told when it is covered."""
