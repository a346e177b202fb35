"""What every command works with: the library's threads, replies, progress, faults, confirmations, permissions."""
