"""The nouns: frozen values, no I/O, no algorithm beyond a look-up by id."""
