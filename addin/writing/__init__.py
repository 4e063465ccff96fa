"""Workbooks and documents, made or changed."""
