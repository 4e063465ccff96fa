"""The official forms and the ledgers, each described once."""
