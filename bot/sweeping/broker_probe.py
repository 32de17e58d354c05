"""A short try of the broker: can a worker connect to it?"""

from __future__ import annotations

SECONDS = 5


def broker_answers(url: str) -> bool:
    """Say whether the broker at this address lets somebody in.

    Raises:
        ModuleNotFoundError: the extra `workers` is not installed.
    """
    from kombu.connection import Connection  # type: ignore[import-untyped,unused-ignore]  # kombu has no types
    from kombu.exceptions import OperationalError  # type: ignore[import-untyped,unused-ignore]  # the same

    try:
        with Connection(  # type: ignore[no-untyped-call,unused-ignore]  # the same
            url, connect_timeout=SECONDS, transport_options={"socket_connect_timeout": SECONDS}
        ) as connection:
            connection.ensure_connection(max_retries=1, timeout=SECONDS)
    except (OperationalError, OSError):
        return False
    return True
