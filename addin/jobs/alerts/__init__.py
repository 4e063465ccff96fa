"""预警: what is due or overdue."""
