"""Work files: what belongs to a piece of work, closed and handed over to the archive (R8.10)."""
