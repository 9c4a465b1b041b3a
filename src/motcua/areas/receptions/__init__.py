"""Citizen reception."""
