"""报送包: the papers that are handed in, sealed with checksums."""
