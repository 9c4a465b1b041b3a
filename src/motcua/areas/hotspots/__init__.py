"""What heats up, and hot spots."""
