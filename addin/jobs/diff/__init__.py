"""变更比对: two copies of 附件1 compared."""
