"""What Alembic runs to bring a database on, with the connection that `bot.state.schema` gives it, in its transaction."""

from __future__ import annotations

from alembic import context


def bring_on() -> None:
    """Run the revisions that are missing."""
    context.configure(connection=context.config.attributes["connection"])
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # as Alembic loads it
    bring_on()
