"""What IAM policy documents make of a request that took a known way: allowed, denied by which statement, or undecided."""
