"""Every read of figures: tables of reports, facts, cells."""
