"""Sheets of points at the desk."""
