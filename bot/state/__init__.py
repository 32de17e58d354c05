"""What must outlive a restart: once-only keys, threads, names, open forms."""
