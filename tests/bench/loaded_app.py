"""One of the two apps of the load figures, as a process of its own: routelore, or a bare Bolt app that echoes.

It is told all by its environment, serves by Socket Mode or on the port that is given, and prints a line when it is ready.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

import uvicorn
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.routing import Route

from bot.app import create_app, web_client
from bot.console.serve import AskedToEnd
from bot.serving.http import run_http
from bot.serving.socket_mode import run_socket_mode
from bot.settings import Settings
from tests.e2e.chat import Network, services_for

if TYPE_CHECKING:
    from slack_bolt import Say
    from starlette.requests import Request
    from starlette.responses import Response


def routelore(port: int | None) -> None:
    """Serve the product, with an account that needs no AWS, until told to end."""
    settings = Settings.from_env(os.environ)
    services = services_for(Network())
    services.notes.of("T0ORCHARD")
    bot = create_app(settings, services, web_client(settings))
    stop = AskedToEnd()
    ready()
    if port is None:
        run_socket_mode(bot, settings, stop)
    else:
        run_http(bot, settings, port, stop, drain=0)


def echo(port: int | None) -> None:
    """Serve an app that says what it hears, made of Bolt alone, until it is killed."""
    logger = logging.getLogger("echo")
    logger.setLevel(logging.CRITICAL)
    client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"], logger=logger)

    @app.event("app_mention")
    def repeat(event: dict[str, Any], say: Say) -> None:
        say(text=event["text"], thread_ts=event["ts"])

    @app.event("message")
    def pass_over() -> None:
        """Acknowledge what comes as a mention, too."""

    if port is None:
        handler = SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
        handler.connect()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
        ready()
        threading.Event().wait()
        return
    requests = SlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await requests.handle(request)

    ready()
    web = Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])
    uvicorn.run(web, host="127.0.0.1", port=port, log_level="error", access_log=False)


def ready() -> None:
    """Tell whoever started this process that it serves."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def main() -> None:
    """Serve the app that is named first, on the port that is named second."""
    serve = {"routelore": routelore, "echo": echo}[sys.argv[1]]
    serve(int(sys.argv[2]) if len(sys.argv) > 2 else None)


if __name__ == "__main__":
    main()
