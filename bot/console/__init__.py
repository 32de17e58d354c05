"""What each command of the terminal does; `bot.cli` reads the words and picks one of these."""
