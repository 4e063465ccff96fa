"""Reading workbooks: files to grids, grids to forms and ledgers."""
