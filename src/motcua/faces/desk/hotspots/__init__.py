"""What heats up and hot spots at the desk."""
