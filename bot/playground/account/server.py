"""The sample AWS account: moto behind a loopback port, restored where it departs from AWS, with a network to ask about."""

from __future__ import annotations

import os
from contextlib import contextmanager
from socket import create_server
from threading import Thread
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.playground.account.places import ACCOUNT, REGION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping

    from werkzeug.serving import BaseWSGIServer

    from bot.playground.account.region import Departure

_LOOPBACK = "127.0.0.1"
_POLL = 0.05  # seconds until a stop is noticed


class SampleAccount:
    """An AWS account on this machine that anything speaking HTTP to AWS can read and change.

    moto keeps its accounts in the process: run one at a time, or give each its own account number.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        account: str = ACCOUNT,
        departures: tuple[Departure, ...] | None = None,
        empty: bool = False,
    ) -> None:
        """Take port 0 for any free port; `empty` leaves the network out; `departures` are all of them unless given."""
        self._port = port
        self._account = account
        self._departures = departures
        self._empty = empty
        self._server: BaseWSGIServer | None = None
        self._thread: Thread | None = None

    def start(self) -> Mapping[str, str]:
        """Serve the account, build its network, and give the environment in which boto3 sees it and nothing else.

        Raises OSError where the port is taken.
        """
        self._forget()
        self._server = self._bound()
        self._thread = Thread(target=self._server.serve_forever, args=(_POLL,), name="sample-account", daemon=True)
        self._thread.start()
        try:
            environment = self.environment()
            if not self._empty:
                self._build(environment)
        except BaseException:
            self.stop()
            raise
        return environment

    def stop(self) -> None:
        """Stop serving; the port is free and the account gone when this returns. A second time it does nothing."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server = self._thread = None
        self._forget()

    def _forget(self) -> None:
        """Drop what moto holds of this account's network."""
        from moto.backends import get_backend

        get_backend("ec2").pop(self._account, None)

    @property
    def url(self) -> str:
        """Give the address that stands for every AWS service."""
        assert self._server is not None, "the sample account is not started"
        return f"http://{_LOOPBACK}:{self._server.port}"

    def environment(self) -> Mapping[str, str]:
        """Give the environment in which boto3 sees this account: made-up keys, and no file of the user's."""
        return MappingProxyType(
            {
                "AWS_ENDPOINT_URL": self.url,
                "AWS_ACCESS_KEY_ID": "AKIDSAMPLEACCOUNT",
                "AWS_SECRET_ACCESS_KEY": "made-up-for-the-sample-account",
                "AWS_DEFAULT_REGION": REGION,
                "AWS_EC2_METADATA_DISABLED": "true",
                "AWS_CONFIG_FILE": os.devnull,
                "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
                **dict.fromkeys(("NO_PROXY", "no_proxy"), f"{_LOOPBACK},localhost"),
            }
        )

    def _bound(self) -> BaseWSGIServer:
        from moto.backends import get_backend
        from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
        from werkzeug.serving import WSGIRequestHandler, make_server

        from bot.playground.account.departures import DEPARTURES
        from bot.playground.account.layer import AccountLayer

        class Quietly(WSGIRequestHandler):
            """Answers without a line of log for every request, and keeps no connection open that would outlive a stop."""

            protocol_version = "HTTP/1.0"

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                """Say nothing: a diagnosis is dozens of requests."""

        layer = AccountLayer(
            DomainDispatcherApplication(create_backend_app),
            account=self._account,
            regions=frozenset(get_backend("ec2")[self._account].regions),
            departures=DEPARTURES if self._departures is None else self._departures,
        )
        with create_server((_LOOPBACK, self._port)) as held:  # werkzeug would end the process where the port is taken
            fd = held.fileno()
            return make_server(_LOOPBACK, self._port, layer, threaded=True, request_handler=Quietly, fd=fd)

    def _build(self, environment: Mapping[str, str]) -> None:
        from bot.playground.account.sample import build

        client = client_of("ec2", environment)
        try:
            build(client)
        finally:
            client.close()


def client_of(service: str, environment: Mapping[str, str]) -> Any:  # noqa: ANN401 (boto3 makes its clients' classes while it runs)
    """Give a boto3 client of a service of the account that an environment describes."""
    import boto3

    session = boto3.Session(
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        region_name=environment["AWS_DEFAULT_REGION"],
    )
    return session.client(service, endpoint_url=environment["AWS_ENDPOINT_URL"])


@contextmanager
def wearing(environment: Mapping[str, str], over: MutableMapping[str, str] | None = None) -> Iterator[None]:
    """Let this process be the account's for a while: its AWS_* variables and no other, put back at the end."""
    env = os.environ if over is None else over
    before = {name: value for name, value in env.items() if name in environment or name.startswith("AWS_")}
    for name in before:
        del env[name]
    env.update(environment)
    try:
        yield
    finally:
        for name in environment:
            env.pop(name, None)
        env.update(before)
