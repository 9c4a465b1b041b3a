"""Legal instruments at the desk: what is in force, what replaced it, which documents of ours stand on it."""
