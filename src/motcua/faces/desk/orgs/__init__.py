"""Units as who keeps the organisation sees them: what each has, and ending one under a decision."""
