"""情况报告: the Word report that a finished 附件2 is written into."""
