"""Directives: official documents that order work, their tasks, and what became of them."""
