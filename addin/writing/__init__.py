"""Functions that make or change workbooks and Word documents."""
