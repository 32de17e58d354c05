"""Bolt's app and its threads, as they carry along what a delivery set going, from its arrival to its last listener."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from slack_bolt import App, BoltResponse

from bot.deliveries import stands_alone
from bot.undertaking import CURRENT, held_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import BoltRequest

P = ParamSpec("P")
T = TypeVar("T")


class CarryingApp(App):
    """The app, which keeps what a delivery set going open for as long as it is dispatched, and to that delivery alone."""

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Hand a delivery to its listener, in a context of its own."""
        return copy_context().run(self._dispatch, req)

    def _dispatch(self, req: BoltRequest) -> BoltResponse:
        CURRENT.set(None)
        try:
            return super().dispatch(req)
        finally:
            if (undertaking := CURRENT.get()) is not None:
                undertaking.end()


class SocketApp(App):
    """The app, which acknowledges at once what people say to each other, without all that Bolt prepares for a listener.

    So it is only where Slack alone can have sent it: over HTTP, Bolt looks at the signature first.
    """

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Hand a delivery to its listener, if it can have one."""
        if req.mode == "socket_mode" and stands_alone(req.body):
            return BoltResponse(status=200, body="")
        return super().dispatch(req)


class Listeners(ThreadPoolExecutor):
    """The threads of Bolt's listeners: each runs in the context of its delivery, which is not over before it is."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a listener when there is a thread for it."""
        let_go = held_open()
        try:
            future = super().submit(copy_context().run, fn, *args, **kwargs)  # type: ignore[arg-type]  # run takes any
        except RuntimeError:  # the threads are closed already
            let_go()
            raise
        future.add_done_callback(lambda _: let_go())
        return future
