"""Communication of laws in public."""
