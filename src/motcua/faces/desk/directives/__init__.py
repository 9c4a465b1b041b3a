"""Directives, tasks and the board of direction at the desk."""
