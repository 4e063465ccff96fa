"""公安导出, 公安导入: lists for the police, and their answers."""
