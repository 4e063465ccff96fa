"""校验, 清除标记: every row of 附件1 checked in place."""
