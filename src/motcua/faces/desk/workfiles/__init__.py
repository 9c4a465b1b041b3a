"""Work files at the desk."""
