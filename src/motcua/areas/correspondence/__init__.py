"""Correspondence: what comes in, what is composed, signed and sent (công tác văn thư)."""
