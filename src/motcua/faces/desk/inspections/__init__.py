"""Supervision, inspections of responsibility and their recommendations at the desk."""
