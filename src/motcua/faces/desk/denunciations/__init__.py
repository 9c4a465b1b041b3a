"""Denunciations at the desk."""
