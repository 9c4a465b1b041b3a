"""The verbs of figures, and how facts are written."""
