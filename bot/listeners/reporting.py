"""What is posted of a diagnosis: the verdict, the picture and everything behind it; or one part of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot import wording
from bot.blocks import comparison, tables
from bot.blocks import diagnosis as blocks
from bot.blocks.parts import Json, Mrkdwn, context, esc, fill, section
from bot.blocks.several import several
from bot.listeners.reasons import code_of, where
from bot.services import NoPictureError
from diagnostics.diagnosis import diagnose
from diagnostics.explain import explain
from diagnostics.model.flow import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.blocks.diagnosis import Told
    from bot.intents import Diagnose, Part
    from bot.listeners.posting import InThread
    from bot.listeners.resources import Resources
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang

LOG = logging.getLogger("routelore")
#: From so many diagnoses on, the answer is a list with a menu, not one report after the other.
TOO_MANY_TO_DETAIL = 2
#: Of so many diagnoses a part is shown at once; a thread about a whole VPC is better asked subnet by subnet.
MOST_SHOWN = 2

#: What each part looks like. The picture is no block; it is uploaded.
PARTS: dict[Part, Callable[[Told], list[Json]]] = {
    "routes": lambda told: tables.route_table(told.diagnosis, told.lang),
    "filters": lambda told: tables.filters(told.diagnosis, told.lang),
    "evidence": blocks.evidence,
    "fix": blocks.fix,
    "way": blocks.way,
    "causes": blocks.causes,
    "unseen": lambda told: blocks.unseen(told) or [section(fill(wording.NO_UNSEEN, told.lang))],
}


def told_of(sources: Sequence[str], to: Sequence[str], snapshot: Snapshot, lang: Lang) -> list[Told]:
    """Give every diagnosis from these sources to these destinations, with its sentences.

    Raises:
        AskerError: a source or a destination is none that the snapshot knows.
    """
    found = [one for source in sources for service in to for one in diagnose(Query(source=source, to=service), snapshot)]
    return [blocks.Told(one, explain(one, lang)) for one in found]


def report(resources: Resources, reply: InThread, told: Sequence[Told], wanted: Diagnose, *, first: str = "") -> None:
    """Post diagnoses: the verdict (in the place of the message `first`), the picture, then everything behind it."""
    LOG.info("diagnosed verdicts=%s", ",".join(sorted({one.diagnosis.verdict.value for one in told})))
    if len(told) > TOO_MANY_TO_DETAIL:
        lines = several(told, ", ".join(wanted.sources), ", ".join(wanted.to))
        _put(reply, first, lines, blocks.headline(told[0]))
        return
    if len(wanted.sources) > 1 and len(told) > 1:
        _put(reply, first, comparison.compared(told[0], told[1]), comparison.headline(told[0], told[1]))
        return
    if wanted.part is not None and wanted.part != "subnets":
        _put(reply, first, blocks.verdict(told[0]), blocks.headline(told[0]))
        show(resources, reply, told, wanted.part)
        return
    for at, one in enumerate(told):
        _put(reply, first if at == 0 else "", blocks.verdict(one), blocks.headline(one))
        small = post_picture(resources, reply, one)
        reply.say([*([context(small)] if small else []), *blocks.details(one)], blocks.headline(one))


def _put(reply: InThread, ts: str, content: list[Json], text: Mrkdwn) -> None:
    if ts:
        reply.change(ts, content, text)
    else:
        reply.say(content, text)


def post_picture(resources: Resources, reply: InThread, told: Told) -> Mrkdwn | None:
    """Post the picture into the thread; where that cannot be, give the sentence that says so."""
    lang = told.lang
    source, to = blocks.names(told.diagnosis)
    try:
        picture = resources.services.picture(told.diagnosis, lang)
        reply.client.files_upload_v2(
            channel=reply.place.channel,
            thread_ts=reply.place.ts,
            filename="path.png",
            content=picture.png,
            title=fill(wording.PICTURE_TITLE, lang, source=esc(source), to=esc(to)),
            alt_txt=picture.alt[:1000],
        )
    except NoPictureError:
        return fill(wording.NO_PICTURE, lang, reason=fill(wording.PICTURE_NOT_INSTALLED, lang))
    except SlackApiError as error:
        LOG.warning("picture refused code=%s", code_of(error))
        return fill(wording.NO_PICTURE, lang, reason=fill(wording.PICTURE_NOT_TAKEN, lang, code=esc(code_of(error))))
    except Exception as error:  # noqa: BLE001 (whatever is wrong with the picture, the report goes on without it)
        LOG.error("no picture type=%s %s", type(error).__name__, where(error))  # noqa: TRY400 (no message of the error)
        return fill(wording.NO_PICTURE, lang, reason=fill(wording.PICTURE_BROKE, lang))
    return None


def show(resources: Resources, reply: InThread, told: Sequence[Told], part: Part) -> None:
    """Post one part of each diagnosis."""
    if part == "picture":
        small = [post_picture(resources, reply, one) for one in told[:MOST_SHOWN]]
        if any(small):
            reply.say([context(*filter(None, small))], blocks.headline(told[0]))
        return
    shown = told[:MOST_SHOWN]
    parts = [[*([blocks.ends(one)] if len(shown) > 1 else []), *PARTS[part](one)] for one in shown]
    if len(told) > len(shown):
        parts.append([context(fill(wording.MORE_ROWS, told[0].lang, count=esc(str(len(told) - len(shown)))))])
    reply.say(blocks.divided(parts), blocks.headline(told[0]))
