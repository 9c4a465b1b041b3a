"""Dialogues, questions and answers, and consultations as people see them."""
