"""Communication of laws at the desk."""
