"""Denunciations."""
