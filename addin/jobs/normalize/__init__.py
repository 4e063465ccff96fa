"""一键规范: usual misspellings written as the form wants them."""
