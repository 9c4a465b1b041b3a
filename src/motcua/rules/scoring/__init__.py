"""Scoring: figures with both their parts, definitions of indicators; what index sets and surveys make of them."""
