"""How the app is run: Socket Mode, signed HTTP, AWS Lambda; for one workspace, or for all that install it."""
