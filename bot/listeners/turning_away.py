"""Whether somebody may ask just now; whoever has to wait is told once how long, where only they see it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.blocks.parts import esc, fill
from bot.listeners.posting import InThread, alone, sentence
from bot.phrases.limits import WAIT
from bot.telemetry.metrics import Count, count

if TYPE_CHECKING:
    from bot.limits import Wait
    from bot.listeners.posting import Place, Reply
    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang

LOG = logging.getLogger("routelore")


def may_ask(resources: Resources, place: Place, reply: Reply, lang: Lang) -> bool:
    """Count a question of somebody and say whether it is answered; who has to wait is told so."""
    return not turned_away(reply, lang, resources.turnstile.question(place.team, place.user))


def turned_away(reply: Reply, lang: Lang, wait: Wait | None) -> bool:
    """Tell somebody to wait, and say so; False where they need not.

    In a thread they are told once: what they ask until then is left unanswered, as they know.
    """
    if wait is None:
        return False
    count(Count.TURNED_AWAY, kind=wait.kind.value)
    LOG.info("has to wait kind=%s seconds=%d told=%s", wait.kind.value, wait.seconds, wait.told)
    if not (wait.told and isinstance(reply, InThread)):
        tell_to_wait(reply, lang, wait)
    return True


def tell_to_wait(reply: Reply, lang: Lang, wait: Wait) -> None:
    """Tell somebody why they have to wait, for their eyes alone."""
    told = fill(WAIT[wait.kind], lang, limit=esc(str(wait.limit)), seconds=esc(str(wait.seconds)))
    sentence(alone(reply) if isinstance(reply, InThread) else reply, told)
