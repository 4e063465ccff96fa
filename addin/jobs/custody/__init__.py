"""保管登记: documents handed in, lent, returned, cancelled, lost."""
