"""催报: which units have not handed in, and the reminders to them."""
