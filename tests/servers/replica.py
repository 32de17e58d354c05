"""One of several processes that serve, as `routelore serve` does; a dead one is missed in two seconds, and AWS not asked.

It is told all by its environment, and prints a line when it is ready.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta

from bot.app import create_app, web_client
from bot.console.serve import AskedToEnd
from bot.serving.http import run_http
from bot.serving.socket_mode import run_socket_mode
from bot.settings import Settings
from bot.state.store import State
from tests.e2e.chat import Network, services_for

LEASE = timedelta(seconds=2)


def main() -> None:
    """Serve until told to end: on the port that is given, else by Socket Mode."""
    settings = Settings.from_env(os.environ)
    state = State.open(settings.database_url, lease=LEASE)
    services = services_for(Network())
    services.notes.of("T0ORCHARD")
    bot = create_app(settings, services, web_client(settings), state=state)
    stop = AskedToEnd()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    if len(sys.argv) > 1:
        run_http(bot, settings, int(sys.argv[1]), stop, drain=0)
    else:
        run_socket_mode(bot, settings, stop)


if __name__ == "__main__":
    main()
