"""Citizen reception at the desk."""
