"""Asking a server on loopback, with nothing between the test and the bytes."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a server answered; header names in lower case."""

    status: int
    body: str
    headers: Mapping[str, str]


def ask(
    port: int, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None, seconds: float = 10.0
) -> Told:
    """Give what a server says to a GET, or to a POST of this body."""
    connection = HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET" if body is None else "POST", path, body, dict(headers or {}))
        answer = connection.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        return Told(status=answer.status, body=answer.read().decode(), headers=said)
    finally:
        connection.close()
