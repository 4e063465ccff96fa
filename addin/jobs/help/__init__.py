"""自检, 帮助: what the add-in is and whether it works."""
