"""Block Kit made of values: pure functions, one file per kind of message or view."""
