"""Coordination programmes at the desk."""
