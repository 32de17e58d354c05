"""A diagnosis to take away: its snapshot as a zip, for whoever asked for it and nobody else."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from bot import captions, wording
from bot.blocks.parts import code_block, fill, join, person
from bot.ids import Action
from bot.listeners.auditing import looked_on
from bot.listeners.gate import NotAllowedError
from bot.listeners.posting import ToOne, sentence
from bot.listeners.pressed import Pressed
from bot.listeners.reasons import attempt
from bot.listeners.warrant import check, refuse

if TYPE_CHECKING:
    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources
    from bot.state.store import Thread
    from diagnostics.model.words import Lang

NAME = "routelore-snapshot.zip"


def register(app: App, resources: Resources) -> None:
    """Bind the button that hands the snapshot over."""

    def download(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        pressed = Pressed.read(body)
        lang = pressed.language(resources, client)
        to_one = ToOne(respond)

        def job() -> None:
            thread = pressed.thread(resources)
            if thread is None or thread.snapshot is None:
                sentence(to_one, fill(wording.NO_SNAPSHOT, lang))
            elif thread.asker != pressed.place.user:
                sentence(to_one, fill(captions.DOWNLOAD_NOT_YOURS, lang, asker=person(thread.asker)))
            else:
                if not _admitted(resources, client, to_one, pressed, thread, lang):
                    return
                looked_on(resources, pressed.place, thread, "download", "snapshot")
                _hand_over(client, pressed.about(thread), thread.snapshot, lang)
                sentence(to_one, fill(captions.DOWNLOAD_SENT, lang))

        attempt(job, lambda told: sentence(to_one, told), lang)

    app.action(Action.DOWNLOAD_SNAPSHOT.value)(download)


def _admitted(resources: Resources, client: WebClient, to_one: ToOne, pressed: Pressed, thread: Thread, lang: Lang) -> bool:
    """Say whether somebody may have the snapshot of a thread now; where they may not, they are told."""
    try:
        check(resources, client, pressed.place, thread)
    except NotAllowedError as error:
        refuse(resources, to_one, pressed.place, error, lang, thread)
        return False
    return True


def _hand_over(client: WebClient, thread: Thread, packed: bytes, lang: Lang) -> None:
    """Post the zip into the asker's direct message, with the commands that show the same diagnosis again."""
    from diagnostics.collect import unpack
    from diagnostics.collect.archive import as_zip

    channel = str(client.conversations_open(users=thread.asker)["channel"]["id"])
    told = join((fill(captions.DOWNLOAD_IS_HERE, lang), code_block("\n".join(commands(thread)))), "\n")
    client.files_upload_v2(channel=channel, filename=NAME, content=as_zip(unpack(packed)), title=NAME, initial_comment=told)


def commands(thread: Thread) -> list[str]:
    """Give the commands that diagnose offline what a thread is about: one a source, every subnet where it has none."""
    to = [word for service in thread.to for word in ("--to", service)]
    sources = thread.sources or ("--all",)
    return [shlex.join(["routelore", "diagnose", source, *to, "--lang", thread.lang, "--saved", NAME]) for source in sources]
