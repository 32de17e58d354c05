"""Who is told of a proposal and of what became of it: messages that are kept up to date until it is decided, and after."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.blocks import teaching as blocks
from bot.blocks.paging import messages
from bot.blocks.parts import cut, fill, person, section
from bot.listeners.posting import TEXT_LIMIT
from bot.listeners.reasons import REFUSALS, UNREACHABLE, code_of
from bot.listeners.teaching_trial import about
from bot.phrases import teaching as words
from bot.state.leases import Hold
from bot.state.taught import Notice, Status
from bot.undertaking import under

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from slack_sdk import WebClient

    from bot.blocks.parts import Json, Mrkdwn
    from bot.listeners.resources import Resources
    from bot.state.taught import Taught
    from diagnostics.model.words import Lang
    from knowledge.taught.promise import Clash

LOG = logging.getLogger("routelore")
#: What is not told after this time was not told at all.
LATE = timedelta(minutes=1)
#: What could not be told for so long is told no more.
STALE = timedelta(days=7)
#: A process that has not told something in this time is not about to any more.
TELLING = timedelta(minutes=5)
OUTCOMES = {
    Status.APPROVED: words.YOURS_APPROVED,
    Status.DECLINED: words.YOURS_DECLINED,
    Status.RETIRED: words.YOURS_RETIRED,
}


def announce(resources: Resources, client: WebClient, one: Taught) -> None:
    """Tell its proposer that a new proposal has arrived, and the other maintainers of it; nobody twice."""
    with _telling(resources, one) as mine:
        if mine:
            _announce(resources, client, one)


@contextmanager
def _telling(resources: Resources, one: Taught) -> Iterator[bool]:
    """Say whether it is for the caller to tell how a proposal stands; what another has told of it is not told again."""
    state = resources.state
    name = f"taught:{one.team}:{one.id}:{one.version}:{one.status.value}"
    hold = state.leases.take(name, state.promises.replica, TELLING)
    with under(name, (one.decided_at or one.at).timestamp(), again=hold is Hold.AGAIN):
        yield bool(hold)


def _announce(resources: Resources, client: WebClient, one: Taught) -> None:
    taught, others = resources.state.taught, other_maintainers(resources, client, one.proposer)
    told = {notice.user for notice in taught.notices(one)}
    reached = others is not None
    if one.proposer not in told:
        mine = blocks.mine(one, one.lang, alone=others == ())
        reached &= _send(resources, client, one, one.proposer, one.lang, mine)
    for user in (user for user in others or () if user not in told):
        lang = resources.people.language(client, user)
        reached &= _send(resources, client, one, user, lang, blocks.review(one, lang, about(resources, one, lang)))
    now = taught.get(one.team, one.id) or one
    if now != one:  # somebody decided while others were still being told
        refresh(resources, client, now)
    elif reached:
        taught.told(one)


def tell_outcome(resources: Resources, client: WebClient, one: Taught) -> None:
    """Show everybody what became of a proposal, and tell its proposer what somebody else decided."""
    refresh(resources, client, one)
    with _telling(resources, one) as mine:
        if mine:
            _tell_proposer(resources, client, one)


def _tell_proposer(resources: Resources, client: WebClient, one: Taught) -> None:
    said, reached = OUTCOMES.get(one.status), True
    if said is not None and one.proposer and one.decided_by != one.proposer:
        edited = one.status is Status.APPROVED and one.edited_by
        news = blocks.decided(words.YOURS_APPROVED_EDITED if edited else said, one, one.lang)
        reached = tell(client, one.proposer, news)
    if reached:
        resources.state.taught.told(one)


def tell_missed(resources: Resources) -> None:
    """Tell what was done and could not be told, because the process ended just then; a few minutes late is in time."""
    taught = resources.state.taught
    now = taught.now()
    for one in taught.untold(now - STALE, now - LATE):
        if (client := resources.workspaces.client(one.team)) is None:
            continue
        if one.waits:
            announce(resources, client, one)
            refresh(resources, client, one)
        else:
            tell_outcome(resources, client, one)


def other_maintainers(resources: Resources, client: WebClient, user: str) -> tuple[str, ...] | None:
    """Give the maintainers to tell beside this person; None where Slack does not say just now who they are."""
    try:
        return tuple(one for one in resources.maintainers.to_tell(client) if one != user)
    except REFUSALS as error:
        LOG.warning("the maintainers are not known just now: %s", code_of(error))
        return None


def refresh(resources: Resources, client: WebClient, one: Taught, found: Clash | None = None) -> None:
    """Show in every message about a proposal how it stands now; `found` is what a trial said."""
    alone = one.waits and other_maintainers(resources, client, one.proposer) == ()
    for notice in resources.state.taught.notices(one):
        if notice.user == one.proposer:
            shown = blocks.mine(one, notice.lang, alone=alone)
        else:
            shown = blocks.review(one, notice.lang, about(resources, one, notice.lang, found))
        try:
            client.chat_update(
                channel=notice.channel, ts=notice.ts, blocks=_page(shown), text=_summary(one, notice.user, notice.lang)
            )
        except REFUSALS as error:
            LOG.warning("a notice could not be renewed: %s", code_of(error))


def tell(client: WebClient, user: str, said: Mrkdwn) -> bool:
    """Write somebody a direct message; False where Slack does not take it just now, but may later."""
    try:
        client.chat_postMessage(channel=user, text=cut(said, TEXT_LIMIT), blocks=[section(said)], unfurl_links=False)
    except REFUSALS as error:
        LOG.warning("somebody could not be told: %s", code_of(error))
        return code_of(error) in UNREACHABLE
    return True


def _send(resources: Resources, client: WebClient, one: Taught, user: str, lang: Lang, shown: Sequence[Json]) -> bool:
    """Send somebody a message about a proposal and remember it; False where Slack may take it later, and does not now."""
    try:
        channel = str(client.conversations_open(users=user)["channel"]["id"])
        sent = client.chat_postMessage(
            channel=channel, blocks=_page(shown), text=_summary(one, user, lang), unfurl_links=False, unfurl_media=False
        )
    except REFUSALS as error:
        LOG.warning("a notice could not be sent: %s", code_of(error))
        return code_of(error) in UNREACHABLE
    resources.state.taught.keep_notice(one, Notice(channel=channel, ts=str(sent["ts"]), user=user, lang=lang))
    return True


def _page(shown: Sequence[Json]) -> list[Json]:
    """Give the blocks as one message; of what markup makes too long for that, the beginning, and what can be pressed."""
    first, *rest = messages(shown)
    return [*first, rest[-1][-1]] if rest else first


def _summary(one: Taught, user: str, lang: Lang) -> str:
    """Give what a notification of it says to this person."""
    if not one.waits:
        return cut(blocks.outcome(one, lang), TEXT_LIMIT)
    mine = user == one.proposer
    return cut(fill(words.THANKS, lang) if mine else fill(words.PROPOSED, lang, person=person(one.proposer)), TEXT_LIMIT)
