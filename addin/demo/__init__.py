"""The demonstration: every job once on the sample data, by the commands that people type."""
