"""Complaints on the portal: the decisions that are public."""
