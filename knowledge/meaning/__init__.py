"""What questions mean beside the entries: a second opinion to their words, where the extra `semantic` is installed."""
