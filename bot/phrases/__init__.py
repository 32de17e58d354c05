"""What the bot says, one module for each matter, in Korean and in English side by side."""
