"""The demonstration: every job once on the sample data, through the commands people use."""
