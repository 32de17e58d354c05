"""The Slack app, the command line and the playground: the only part that knows Slack exists."""
