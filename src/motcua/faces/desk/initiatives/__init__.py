"""Initiatives at the desk."""
