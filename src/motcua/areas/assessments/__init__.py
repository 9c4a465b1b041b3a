"""Sheets of points that people give: self-scored, appraised, published (R5.14, R13.5–R13.10, R1.41–R1.44)."""
