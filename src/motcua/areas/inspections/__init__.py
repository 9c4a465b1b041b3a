"""Supervision and social criticism of the Front, inspections of responsibility; recommendations and their replies."""
