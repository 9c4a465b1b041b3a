"""Correspondence at the desk: registers, instructions, drafts, signature, sending."""
