"""What is made of an explanation: text for the terminal, JSON, and the picture."""
