"""Dialogues and consultations."""
