"""抽查: a stratified random sample of people, for inspection."""
