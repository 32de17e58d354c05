"""Nothing to sign up for: a local Slack in the browser and a sample AWS account, with the real app between them."""
