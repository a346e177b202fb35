"""What the catalogue knows: who wrote, who published, when, how many."""
