"""The ways to run the app: Socket Mode, signed HTTP, AWS Lambda; and installing it into several workspaces."""
