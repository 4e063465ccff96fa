"""Functions on people and ledgers, without Excel, files or clock."""
