"""Periodic report duties: collected from units, written, consolidated, issued and sent."""
