"""What the operator sees: logs without anything secret in them, metrics, and traces."""
