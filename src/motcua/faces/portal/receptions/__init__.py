"""Citizen reception on the portal."""
