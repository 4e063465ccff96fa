"""Word documents: drawing the built-in templates, filling in any template."""
