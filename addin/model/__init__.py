"""Pure rules over people and ledgers: no Excel, no files, no clock but the date they are given."""
