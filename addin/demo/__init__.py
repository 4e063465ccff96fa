"""The demonstration: every command once on the sample data, as typed."""
