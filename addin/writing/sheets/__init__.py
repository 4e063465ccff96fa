"""The official forms and the ledger sheets, drawn from their description in ``addin.forms``."""
