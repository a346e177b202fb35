"""Asked for what an article says at all: some of its own sentences, chosen by measurement."""
