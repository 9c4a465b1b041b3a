"""Denunciations on the portal: the conclusions that are public."""
