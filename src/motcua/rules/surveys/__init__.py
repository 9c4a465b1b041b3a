"""Surveys of satisfaction: questionnaires, samples, indices with margins, cells too small to show (R5.1–R5.19)."""
