"""What people teach in chat: proposals, the entries that they become, the promise they keep, and the files for review."""
