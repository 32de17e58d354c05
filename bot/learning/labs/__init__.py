"""Broken networks to mend: each a file that says what is otherwise in the workshop's network; the diagnosis judges."""
