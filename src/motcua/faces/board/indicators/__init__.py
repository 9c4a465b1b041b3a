"""Boards of figures: trends, comparisons, what is beyond chance; for leaders, and for everybody without rows."""
