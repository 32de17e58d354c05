"""The broker by its address: as it may be shown, and the trouble that it is away."""

from __future__ import annotations

from urllib.parse import urlsplit


class BrokerError(OSError):
    """The broker could not be reached."""


def shown_broker(url: str) -> str:
    """Give the address of a broker without what opens it: users, passwords and keys stay out of every sentence."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "ROUTELORE_BROKER_URL"
    return f"{parts.scheme}://{parts.hostname or ''}{port}"
