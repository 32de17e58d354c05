"""The weekly summary: switched on and off in the channel that wants it, and posted on Mondays."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.blocks import digest as blocks
from bot.blocks.dates import day
from bot.blocks.paging import messages
from bot.blocks.parts import cut, esc, fill, section
from bot.listeners.posting import TEXT_LIMIT, InThread, sentence
from bot.listeners.reasons import OUTSIDE, REFUSALS, code_of
from bot.phrases import digest as words
from bot.state.digests import WEEK, Digest
from bot.state.leases import Hold
from bot.understanding.wishes import Wish
from bot.undertaking import under
from knowledge.backlog import Backlog, Shortfall

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from slack_bolt import App
    from slack_sdk import WebClient

    from bot.blocks.parts import Json, Mrkdwn
    from bot.listeners.posting import Reply
    from bot.listeners.resources import Resources
    from bot.listeners.surfaces import Wisher
    from knowledge.backlog import Want

LOG = logging.getLogger("routelore")
#: A replica that has not posted a summary in this time is not about to any more.
POSTING = timedelta(minutes=5)


def register(app: App, resources: Resources) -> None:  # noqa: ARG001 (it has no button of its own)
    """Grant the wishes to have a weekly summary in a channel, and to have it no more."""
    resources.surfaces.wishes[Wish.DIGEST_ON] = _switch_on
    resources.surfaces.wishes[Wish.DIGEST_OFF] = _switch_off


def _switch_on(resources: Resources, wisher: Wisher) -> None:
    if not _may(resources, wisher):
        return
    about = wisher.client.users_info(user=wisher.user).get("user") or {}
    digest = Digest(
        team=wisher.team,
        channel=wisher.channel,
        lang=wisher.lang,
        zone=str(about.get("tz") or "UTC"),
        offset=int(about.get("tz_offset") or 0),
    )
    first = digest.monday(resources.state.digests.now()) + WEEK
    told = fill(words.ON, wisher.lang, zone=esc(digest.zone), first=day(first.date()))
    resources.state.digests.switch_on(digest)
    try:
        _everybody(wisher).say([section(told)], told)
    except SlackApiError as error:
        resources.state.digests.switch_off(wisher.team, wisher.channel)
        if code_of(error) not in OUTSIDE:
            raise
        sentence(wisher.reply, fill(words.NOT_A_MEMBER, wisher.lang))


def _switch_off(resources: Resources, wisher: Wisher) -> None:
    if _may(resources, wisher):
        was_on = resources.state.digests.switch_off(wisher.team, wisher.channel)
        sentence(wisher.reply, fill(words.OFF if was_on else words.WAS_OFF, wisher.lang))


def _may(resources: Resources, wisher: Wisher) -> bool:
    """Say whether a summary can be switched here by this person; where not, they are told why."""
    if not wisher.channel or wisher.channel.startswith("D"):
        sentence(wisher.reply, fill(words.ONLY_CHANNELS, wisher.lang))
        return False
    if not resources.maintainers.includes(wisher.client, wisher.user):
        sentence(wisher.reply, fill(words.FOR_MAINTAINERS, wisher.lang))
        return False
    return True


def _everybody(wisher: Wisher) -> Reply:
    """Give where the whole channel hears of it, which works only where the bot is a member."""
    return wisher.reply if isinstance(wisher.reply, InThread) else _InChannel(wisher.client, wisher.channel)


class _InChannel:
    """Posts in a channel, in no thread."""

    def __init__(self, client: WebClient, channel: str) -> None:
        self._client = client
        self._channel = channel

    def say(self, blocks: Sequence[Json], text: Mrkdwn) -> str:
        """Post the blocks and give the first message's ts."""
        first = ""
        for page in messages(blocks):
            posted = self._client.chat_postMessage(
                channel=self._channel,
                blocks=page,
                text=cut(text, TEXT_LIMIT),
                unfurl_links=False,
                unfurl_media=False,
            )
            first = first or str(posted["ts"])
        return first


def post_due(resources: Resources) -> None:
    """Post every summary whose time has come and that nobody has posted yet; of several replicas, one posts it."""
    state, now = resources.state, resources.state.digests.now()
    for digest in state.digests.everywhere():
        if not digest.is_due(now) or not state.digests.lacks(digest):
            continue
        if (client := resources.workspaces.client(digest.team)) is None:
            continue
        monday = digest.monday(now)
        name = f"digest:{digest.team}:{digest.channel}:{monday.date().isoformat()}"
        if not (hold := state.leases.take(name, state.promises.replica, POSTING)):
            continue
        with under(name, monday.timestamp(), again=hold is Hold.AGAIN):
            if _post(resources, client, digest, now):
                state.digests.had(digest)


def _post(resources: Resources, client: WebClient, digest: Digest, now: datetime) -> bool:
    """Post a channel's summary and say so; where the channel is gone, or the bot was put out, it ends for good."""
    week = blocks.digest(_week(resources, digest, now), digest.lang)
    try:
        _InChannel(client, digest.channel).say(week, fill(words.TITLE, digest.lang))
    except REFUSALS as error:
        LOG.warning("a weekly summary could not be posted: %s", code_of(error))
        if code_of(error) in OUTSIDE:
            resources.state.digests.switch_off(digest.team, digest.channel)
        return False
    LOG.info("posted a weekly summary")
    return True


def _week(resources: Resources, digest: Digest, now: datetime) -> blocks.Week:
    """Give the week that ended with the last Monday morning there."""
    until = digest.monday(now)
    since = until - WEEK
    asked = resources.state.asked
    return blocks.Week(
        channel=digest.channel,
        first=since.date(),
        last=(until - timedelta(days=1)).date(),
        now=asked.tally(digest.team, since, until),
        before=asked.tally(digest.team, since - WEEK, since),
        wants=_wants(resources, digest.team, since),
        taught=_taught(resources, digest, since, until),
    )


def _wants(resources: Resources, team: str, since: datetime) -> tuple[Want, ...]:
    """Give what was asked in vain in this week and still has no answer; diagnoses are for maintainers alone."""
    wants = Backlog(resources.services.notes.of(team)).wants(resources.state.asked.askings(team))
    return tuple(want for want in wants if want.last >= since and Shortfall.DIAGNOSIS not in want.shortfalls)


def _taught(resources: Resources, digest: Digest, since: datetime, until: datetime) -> tuple[str, ...]:
    """Give the titles of what people taught in this week and that still answers."""
    found = resources.state.taught.in_service(digest.team)
    new = [one.entry_id for one in found if one.decided_at is not None and since <= one.decided_at < until]
    entries = (resources.services.notes.entry(name, team=digest.team) for name in new)
    return tuple(entry.title.say(digest.lang) for entry in entries if entry is not None)
