"""What is counted from the journal: one table from kinds of events to the facts that they say (ADR 0018)."""
