"""Officials in charge, in public."""
