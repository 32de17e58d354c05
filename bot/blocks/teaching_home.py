"""What Home shows of teaching: what waits for a maintainer, what is in service, and one's own proposals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.blocks.dates import dated
from bot.blocks.parts import (
    Json,
    Mrkdwn,
    actions,
    button,
    context,
    divider,
    esc,
    fill,
    header,
    join,
    menu,
    option,
    quote,
    section,
)
from bot.blocks.teaching import review, somebody
from bot.ids import Action
from bot.phrases import teaching as words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.blocks.teaching import About
    from bot.state.taught import Taught
    from diagnostics.model.words import Lang

#: So many are shown whole, so that Home holds what else belongs there.
SHOWN = 3
#: So many have a row with a button; the older ones are in a menu.
LISTED = 5
OLDER_LISTED = 100


def waiting(found: Sequence[tuple[Taught, About]], count: int, lang: Lang) -> list[Json]:
    """Give the proposals that wait for a maintainer, the oldest first, whole and with what can be done."""
    if not count:
        return []
    blocks = [header(words.WAITING.say(lang).format(count=count))]
    for at, (one, about) in enumerate(found):
        blocks += ([divider()] if at else []) + review(one, lang, about)
    if count > len(found):
        blocks.append(context(fill(words.AND_MORE, lang, count=esc(str(count - len(found))))))
    return blocks


def yours(found: Sequence[Taught], lang: Lang) -> list[Json]:
    """Give somebody's own proposals that wait, each with a way to take it back."""
    if not found:
        return []
    blocks = [header(words.YOURS_WAITING.say(lang).format(count=len(found)))]
    for one in found[:LISTED]:
        withdraw = button(words.WITHDRAW.say(lang), Action.TEACH_WITHDRAW, _value(p=one.id, v=str(one.version)))
        blocks.append(section(quote(one.said.question), withdraw))
    if len(found) > LISTED:
        blocks.append(context(fill(words.AND_MORE, lang, count=esc(str(len(found) - LISTED)))))
    return blocks


def in_service(found: Sequence[Taught], lang: Lang) -> list[Json]:
    """Give what the team was taught and what answers now, the latest first, each with a way to take it out of service."""
    if not found:
        return []
    blocks = [header(words.IN_SERVICE.say(lang).format(count=len(found)))]
    for one in found[:LISTED]:
        retire = button(words.RETIRE.say(lang), Action.TEACH_RETIRE, _value(p=one.id))
        blocks.append(section(join((quote(one.said.question), _by(one, lang)), "\n"), retire))
    if older := found[LISTED : LISTED + OLDER_LISTED]:
        options = [option(one.said.name, one.id) for one in older]
        blocks.append(actions(menu(Action.TEACH_RETIRE_OLDER, words.OLDER.say(lang), [("-", options)])))
    return blocks


def _by(one: Taught, lang: Lang) -> Mrkdwn:
    who = {"teacher": somebody(one.proposer, lang), "person": somebody(one.decided_by, lang)}
    return fill(words.APPROVED_BY, lang, at=_at(one.decided_at or one.at), **who)


def _at(moment: datetime) -> Mrkdwn:
    return dated(esc(f"{moment:%Y-%m-%d %H:%M} UTC"))


def _value(**what: str) -> str:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))
