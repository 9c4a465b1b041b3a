"""Matters beyond competence at the desk: raised, answered, followed."""
