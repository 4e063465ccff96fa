"""汇总: the workbooks of many units as one 附件2."""
