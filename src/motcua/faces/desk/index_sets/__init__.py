"""Index sets at the desk."""
