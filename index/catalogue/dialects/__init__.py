"""What the databases that hold a catalogue do not share, a file for each."""
