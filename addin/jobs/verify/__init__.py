"""核查: 附件1 checked against the ledgers, person by person."""
