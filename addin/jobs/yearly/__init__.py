"""年度报告: a year of travel and documents, by unit."""
