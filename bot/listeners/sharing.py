"""A diagnosis that only its asker saw, posted where they asked: by them alone, once, and by the rights as they are then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot import wording
from bot.blocks.parts import channel as to_channel
from bot.blocks.parts import fill, person, section
from bot.ids import Action
from bot.listeners.auditing import Deed, audited
from bot.listeners.clicks import one_at_a_time
from bot.listeners.diagnosing import snapshot_behind
from bot.listeners.gate import NotAllowedError
from bot.listeners.overview import overview
from bot.listeners.posting import NOT_AMONG_THEM, InThread, Place, alone, sentence
from bot.listeners.pressed import Pressed
from bot.listeners.reasons import attempt, code_of
from bot.listeners.reporting import report, told_of
from bot.listeners.warrant import again, check, refuse
from bot.phrases import private
from bot.state.store import ThreadKind
from bot.understanding.demands import Overview
from bot.understanding.intents import Diagnose
from bot.work import Lane

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_sdk import WebClient

    from bot.blocks.parts import Mrkdwn
    from bot.listeners.resources import Resources
    from bot.state.store import Thread
    from diagnostics.model.words import Lang


def register(app: App, resources: Resources) -> None:
    """Bind the button that shares."""

    def pressed_share(resources: Resources, body: dict[str, Any], client: WebClient) -> None:
        pressed = Pressed.read(body)
        reply, lang = InThread(client, pressed.place), pressed.language(resources, client)
        message = str((body.get("container") or {}).get("message_ts", ""))

        def tell(text: Mrkdwn) -> None:
            sentence(alone(reply), text)

        def job() -> None:
            attempt(lambda: _share(resources, reply, pressed, message, lang), tell, lang)

        if not resources.work.take(job, lambda: tell(fill(wording.STOPPING, lang)), Lane(asker=pressed.place.who)):
            tell(fill(wording.BUSY, lang))

    app.action(Action.SHARE_HERE.value)(one_at_a_time(resources, pressed_share))


def _share(resources: Resources, reply: InThread, pressed: Pressed, message: str, lang: Lang) -> None:
    place, thread = pressed.place, pressed.thread(resources)
    if thread is None or thread.snapshot is None:
        sentence(alone(reply), fill(wording.NO_SNAPSHOT, lang))
        return
    if not (place.direct and thread.origin[0] and thread.is_by(place.user)):
        sentence(alone(reply), fill(private.NOT_YOURS_TO_SHARE, lang))
        return
    there = Place(team=place.team, channel=thread.origin[0], ts=thread.origin[1], user=place.user)
    try:
        check(resources, reply.client, there, thread)
    except NotAllowedError as error:
        refuse(resources, reply, there, error, lang, thread)
        return
    if _is_shared(resources, there, thread):
        _close(reply, message, fill(private.SHARED_ALREADY, lang, channel=to_channel(there.channel)))
    elif hindrance := _hindrance(reply.client, there, lang):
        sentence(reply, hindrance)
    else:
        _post(resources, reply.client, there, pressed.about(thread), pressed.value.get("v", ""))
        _close(reply, message, fill(private.SHARED, lang, channel=to_channel(there.channel)))


def _is_shared(resources: Resources, there: Place, thread: Thread) -> bool:
    kept = resources.state.thread(there.team, there.channel, there.ts) if there.ts else None
    return kept is not None and kept.origin == thread.origin and kept.snapshot == thread.snapshot


def _hindrance(client: WebClient, there: Place, lang: Lang) -> Mrkdwn | None:
    """Say that something will be shared, which Slack allows among members only; give why it is not, where it is not."""
    told = fill(private.SHARING, lang)
    try:
        client.chat_postEphemeral(
            channel=there.channel, user=there.user, thread_ts=there.ts or None, text=told, blocks=[section(told)]
        )
    except SlackApiError as error:
        if code_of(error) not in NOT_AMONG_THEM:
            raise
        by_person = code_of(error) == "user_not_in_channel"
        words = private.YOU_NOT_THERE if by_person else private.BOT_NOT_THERE
        return fill(words, lang, channel=to_channel(there.channel), asker=person(there.user))
    return None


def _post(resources: Resources, client: WebClient, there: Place, thread: Thread, vpc_id: str) -> None:
    """Post the whole report, and remember that the thread there goes on with it for whoever has the right."""
    lang, snapshot = thread.lang, snapshot_behind(thread)
    sources, to = thread.sources, thread.to
    deed = Deed(place=there, name="share", account=thread.account, region=thread.region, sources=sources, to=to)
    with audited(resources, deed):
        told = told_of(sources, to, snapshot, lang) if snapshot is not None else []
        deed.outcome = "shared"
        if told:
            deed.came_to(told)
    opening = fill(private.SHARED_BY, lang, asker=person(there.user))
    said = client.chat_postMessage(
        channel=there.channel, thread_ts=there.ts or None, text=opening, blocks=[section(opening)], unfurl_links=False
    )
    root = there.ts or str(said["ts"])
    origin = (there.channel, root)
    shared = replace(thread, channel=there.channel, ts=root, kind=ThreadKind.DIAGNOSIS, origin=origin)
    resources.state.keep_thread(shared)
    resources.state.keep_thread(replace(thread, origin=origin))
    reply = InThread(client, replace(there, ts=root))
    if told:
        report(resources, reply, told, Diagnose(sources=sources, to=to, lang=lang))
    else:
        every = Overview(vpc_id=vpc_id if vpc_id.startswith("vpc-") else None, lang=lang)
        overview(resources, reply, every, lang, again(shared, reply.place), shared)


def _close(reply: InThread, message: str, text: Mrkdwn) -> None:
    """Put the outcome in the place of the button."""
    reply.change(message, [section(text)], text)
