"""How the database came to be what it is: one file a revision, each with what it changed. Alembic runs them."""
