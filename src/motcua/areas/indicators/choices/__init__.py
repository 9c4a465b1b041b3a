"""Words of figures: tables of reports, kinds of facts."""
