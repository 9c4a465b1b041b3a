"""Complaints at the desk."""
