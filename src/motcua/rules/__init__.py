"""What the law says: pure functions, no framework, no database, no clock."""
