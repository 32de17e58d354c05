"""What a person means: the words of a message read as a question, a diagnosis, a supposition or a demand. Pure."""
