"""Periodic reports counted from the facts of every area."""
