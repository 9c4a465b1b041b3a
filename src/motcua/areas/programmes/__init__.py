"""Coordination programmes and regulations between bodies (R13.21)."""
