"""What is posted of a diagnosis: the verdict, the picture and everything behind it; or one part of it."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import remedies, wording
from bot.blocks import comparison, fixes, tables
from bot.blocks import diagnosis as blocks
from bot.blocks.lessons import Lesson
from bot.blocks.parts import Json, Mrkdwn, code, context, esc, fill, section
from bot.blocks.several import several
from bot.links import entry_for
from bot.listeners.posting import sentence
from bot.listeners.reasons import REFUSALS, code_of, where
from bot.services import NoPictureError
from bot.telemetry.happenings import diagnosed
from diagnostics.diagnosis import diagnose
from diagnostics.explain import explain
from diagnostics.explain.fixing import tell_fixes
from diagnostics.model.flow import Query
from diagnostics.repair import repair

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.blocks.diagnosis import Told
    from bot.listeners.posting import InThread
    from bot.listeners.resources import Resources
    from bot.understanding.intents import Diagnose, Part
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
    "fix": blocks.every_fix,
    "way": blocks.way,
    "causes": blocks.reasons,
    "unseen": lambda told: blocks.unseen(told) or [section(fill(wording.NO_UNSEEN, told.lang))],
}


def told_of(sources: Sequence[str], to: Sequence[str], snapshot: Snapshot, lang: Lang) -> list[Told]:
    """Give every diagnosis from these sources to these destinations, with its sentences.

    Raises:
        AskerError: a source or a destination is none that the snapshot knows.
    """
    found = [one for source in sources for service in to for one in diagnose(Query(source=source, to=service), snapshot)]
    return [blocks.Told(one, explain(one, lang)) for one in found]


def with_fixes(resources: Resources, told: Told) -> Told:
    """Give a diagnosis with the fixes that a copy of its network proved, and with the entries that explain its findings."""
    fixed = repair(told.diagnosis)
    stories = tell_fixes(told.diagnosis, fixed, told.lang)
    offers = tuple(fixes.Offer(story, fix.verdict_after) for story, fix in zip(stories, fixed, strict=True))
    return replace(told, fixes=offers, lessons=_lessons(resources, told))


def _lessons(resources: Resources, told: Told) -> tuple[Lesson, ...]:
    """Give the entries that explain the findings; a knowledge base that cannot be read costs only these."""
    from knowledge.store import KnowledgeError

    wanted = {cause.code: entry_for(cause.code) for cause in told.explanation.findings}
    try:
        found = [(code, resources.services.notes.entry(name)) for code, name in wanted.items() if name is not None]
    except KnowledgeError:
        LOG.error("the findings are not explained: a knowledge entry is broken")  # noqa: TRY400 (no path of the admin's)
        return ()
    return tuple(Lesson(code, entry.id, entry.title.say(told.lang)) for code, entry in found if entry is not None)


def report(
    resources: Resources,
    reply: InThread,
    told: Sequence[Told],
    wanted: Diagnose,
    *,
    first: str = "",
    about: Mrkdwn | None = None,
) -> None:
    """Post diagnoses: the verdict (in the place of the message `first`), the picture, then everything behind it.

    `about` stands in small print below the verdict: which account this is.
    """
    which = [context(about)] if about else []
    diagnosed(one.diagnosis.verdict.value for one in told)
    if len(told) > TOO_MANY_TO_DETAIL:
        lines = several(told, ", ".join(wanted.sources), ", ".join(wanted.to))
        put(reply, first, [*lines, *which], blocks.headline(told[0]))
        return
    if len(wanted.sources) > 1 and len(told) > 1:
        one, other = (with_fixes(resources, each) for each in told)
        put(reply, first, [*comparison.compared(one, other), *which], comparison.headline(one, other))
        for each in (one, other):
            post_file(reply, each.fixes[0].story.commands if each.fixes else (), each.lang)
        return
    if wanted.part is not None and wanted.part != "subnets":
        put(reply, first, [*blocks.verdict(told[0]), *which], blocks.headline(told[0]))
        show(resources, reply, told, wanted.part)
        return
    for at, one in enumerate(told):
        put(reply, first if at == 0 else "", [*blocks.verdict(one), *which], blocks.headline(one))
        small = post_picture(resources, reply, one)
        whole = with_fixes(resources, one)
        reply.say([*([context(small)] if small else []), *blocks.details(whole)], blocks.headline(one))
        post_file(reply, whole.fixes[0].story.commands if whole.fixes else (), one.lang)


def put(reply: InThread, ts: str, content: list[Json], text: Mrkdwn) -> None:
    """Post blocks in the place of the message `ts`, or as a new one where there is none."""
    if ts:
        reply.change(ts, content, text)
    else:
        reply.say(content, text)


def post_file(reply: InThread, lines: Sequence[str], lang: Lang, name: str = fixes.COMMANDS_FILE) -> None:
    """Post lines that are too long for a message as a file of the thread; where Slack takes no file, say so."""
    if not fixes.in_file(lines):
        return
    try:
        reply.client.files_upload_v2(
            channel=reply.place.channel, thread_ts=reply.place.ts, filename=name, content="\n".join(lines) + "\n", title=name
        )
    except REFUSALS as error:  # of the three steps of an upload, each fails in a way of its own
        LOG.warning("file refused code=%s", code_of(error))
        sentence(reply, fill(remedies.FILE_NOT_TAKEN, lang, file=code(name), code=esc(code_of(error))))


def post_picture(
    resources: Resources, reply: InThread, told: Told, after: Told | None = None, changes: Sequence[str] = ()
) -> Mrkdwn | None:
    """Post the picture into the thread, with `after` of both; where that cannot be, give the sentence that says so."""
    lang = told.lang
    source, to = blocks.names(told.diagnosis)
    try:
        if after is None:
            picture = resources.services.picture(told.diagnosis, lang)
        else:
            picture = resources.services.picture(told.diagnosis, lang, after.diagnosis, changes)
        title = wording.PICTURE_TITLE if after is None else remedies.PICTURE_OF_BOTH
        reply.client.files_upload_v2(
            channel=reply.place.channel,
            thread_ts=reply.place.ts,
            filename="path.png" if after is None else "before-after.png",
            content=picture.png,
            title=fill(title, lang, source=esc(source), to=esc(to)),
            alt_txt=picture.alt[:1000],
        )
    except NoPictureError:
        return fill(wording.NO_PICTURE, lang, reason=fill(wording.PICTURE_NOT_INSTALLED, lang))
    except REFUSALS as error:  # of the three steps of an upload, each fails in a way of its own
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
    if part in {"fix", "causes"}:
        shown = [with_fixes(resources, one) for one in shown]
    parts = [[*([blocks.ends(one)] if len(shown) > 1 else []), *PARTS[part](one)] for one in shown]
    if len(told) > len(shown):
        parts.append([context(fill(wording.MORE_ROWS, told[0].lang, count=esc(str(len(told) - len(shown)))))])
    reply.say(blocks.divided(parts), blocks.headline(told[0]))
    for offer in (offer for one in shown for offer in one.fixes if part == "fix"):
        post_file(reply, offer.story.commands, told[0].lang)
