"""Dialogues, their questions and commitments, and consultations at the desk."""
