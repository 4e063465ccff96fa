"""一人一档: all that the workbooks know of one person, on one page."""
