"""What every face wears: base templates, components, style sheet, script and template tags."""
