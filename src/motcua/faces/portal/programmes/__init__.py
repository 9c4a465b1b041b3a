"""Coordination programmes in public."""
