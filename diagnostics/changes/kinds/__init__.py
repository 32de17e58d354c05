"""One module a kind of change; `diagnostics.changes` finds them. None knows another."""
