"""Every button below a lesson, a quiz, the welcome and one's own progress: what it does, and where that is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.blocks import welcome
from bot.blocks.lesson import bare
from bot.blocks.parts import fill, section
from bot.blocks.progress import opening
from bot.deliveries import click_key
from bot.ids import Action, Block
from bot.listeners.posting import InThread, ToOne, sentence
from bot.listeners.pressed import Pressed, family
from bot.listeners.reasons import attempt
from bot.listeners.surfaces import Wisher
from bot.listeners.walking import Lanes, Walker, language, now
from bot.phrases import lessons as words
from bot.understanding.wishes import Wish
from knowledge.learning import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.blocks.parts import Json, Mrkdwn
    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang
    from knowledge.learning.path import LearningPath
    from knowledge.learning.progress import Progress
    from knowledge.learning.walk import Turn

    Listener = Callable[[Ack, dict[str, Any], WebClient, Respond], None]
    Then = Callable[["Walker", "Click"], None]


@dataclass(frozen=True, slots=True)
class Click:
    """A click below a lesson, or in the part of Home that is about lessons."""

    pressed: Pressed
    body: dict[str, Any]

    @property
    def ts(self) -> str:
        """Give the ts of the message that was clicked; empty in Home."""
        return str((self.body.get("container") or {}).get("message_ts", ""))

    @property
    def message(self) -> dict[str, Any]:
        """Give the message that was clicked, as Slack sent it along; empty in Home."""
        found: dict[str, Any] = self.body.get("message") or {}
        return found

    @property
    def picked(self) -> str:
        """Give the answer that was picked beside the button; empty where none was."""
        values = (self.body.get("state") or {}).get("values") or {}
        chosen = [one[Block.QUIZ.value].get("selected_option") for one in values.values() if Block.QUIZ.value in one]
        return next((str(one["value"]) for one in chosen if one), "")


def bind(app: App, resources: Resources, lanes: Lanes) -> None:
    """Bind every button; each person's moves are made one after the other."""
    on = partial(_pressed, resources, lanes)
    app.action(family(Action.LESSON_START))(on(_start))
    app.action(Action.LESSON_LATER.value)(on(_later))
    app.action(Action.LESSON_NEXT.value)(on(_next))
    app.action(Action.LESSON_BACK.value)(on(_back))
    app.action(Action.LESSON_SKIP.value)(on(_skip))
    app.action(Action.LESSON_ANSWER.value)(on(_answer))
    app.action(family(Action.LESSON_OPEN))(on(_open))
    app.action(Action.LESSON_PATHS.value)(on(_choose))
    app.action(Action.LESSON_LANG.value)(on(_change_language))
    app.action(Action.LESSON_SHARE.value)(on(_share))
    app.action(Action.LESSON_RESET.value)(on(_restart))
    app.action(Action.LESSON_LABS.value)(on(_labs))


def _pressed(
    resources: Resources, lanes: Lanes, then: Callable[[Walker, Click], None]
) -> Callable[[Ack, dict[str, Any], WebClient, Respond], None]:
    """Give a listener for whoever pressed: their own lessons, one move after the other, and Home shown anew there."""

    def listener(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        pressed = Pressed.read(body)
        team, user = pressed.place.team, pressed.place.user
        aside = partial(sentence, ToOne(respond)) if pressed.place.channel else None

        def job() -> None:
            walker = Walker.find(resources, client, (team, user), aside)
            with lanes.of(team, user):
                then(walker, Click(pressed, body))
            if aside is None:
                resources.surfaces.show_home(resources, client, team, user)

        def tell(told: Mrkdwn) -> None:
            if aside is not None:
                aside(told)
            else:
                client.chat_postMessage(channel=user, text=told, blocks=[section(told)])

        with resources.clicks.answering(click_key(body), resources.work) as errand:
            if errand is not None:
                attempt(job, tell, language(resources, client, team, user))

    return listener


def _start(walker: Walker, click: Click) -> None:
    if (path := _path(walker, click)) is not None:
        beside = not walker.has_shown(click.ts)
        walker.start(path)
        if beside:
            _disarm(walker, click)


def _later(walker: Walker, click: Click) -> None:
    """Let somebody go on later: from the welcome, or in the middle of the path."""
    if "p" not in click.pressed.value:
        _disarm(walker, click, section(fill(words.NOT_NOW_THEN, walker.lang)))
    elif (path := _path(walker, click)) is not None:
        walker.pause(path, click.ts)


def _next(walker: Walker, click: Click) -> None:
    walker.take(click.pressed.value, click.ts, partial(walk.advance, at=now()))


def _back(walker: Walker, click: Click) -> None:
    walker.take(click.pressed.value, click.ts, walk.back)


def _skip(walker: Walker, click: Click) -> None:
    walker.take(click.pressed.value, click.ts, partial(walk.skip, at=now()))


def _answer(walker: Walker, click: Click) -> None:
    """Take the choice that was made above the button."""
    picked = click.picked
    if not picked.isdecimal():
        walker.tell(fill(words.CHOOSE_FIRST, walker.lang))
        return

    def answered(progress: Progress, path: LearningPath) -> Turn:
        asked = {"lesson": click.pressed.value.get("at", ""), "question": click.pressed.value.get("q", "")}
        return walk.answer(progress, path, **asked, choice=int(picked))

    walker.take(click.pressed.value, click.ts, answered)


def _open(walker: Walker, click: Click) -> None:
    """Go to the lesson that was chosen in the menu, or that a button names."""
    found = opening(walker.paths, click.pressed.chosen) if click.pressed.chosen else None
    if found is not None:
        walker.open(found[0], found[1].id)
    elif not click.pressed.chosen and (path := _path(walker, click)) is not None:
        walker.open(path, click.pressed.value.get("at", ""))
    elif click.pressed.chosen:
        walker.tell(fill(words.PATH_GONE, walker.lang))


def _choose(walker: Walker, _: Click) -> None:
    if walker.paths:
        walker.direct.post(welcome.choice(walker.paths, walker.lang), fill(words.CHOOSE_PATH, walker.lang))
    else:
        walker.tell(fill(words.NO_PATHS, walker.lang))


def _change_language(walker: Walker, click: Click) -> None:
    """Speak the other language from now on, and show the message with the button in it."""
    other: Lang = "en" if walker.lang == "ko" else "ko"
    walker.resources.state.learners.keep_lang(walker.team, walker.user, other)
    walker = replace(walker, lang=other)
    if click.pressed.value.get("w") == "welcome":
        _put(walker, click, welcome.welcome(walker.user, walker.paths, other))
    elif click.pressed.value.get("w") == "home":
        _show_here(walker, click)
    elif (path := _path(walker, click)) is not None:
        walker.again(path, click.ts)


def _share(walker: Walker, click: Click) -> None:
    """Share one's progress with the team lead, or no longer."""
    walker.resources.state.learners.share(walker.team, walker.user, shares=click.pressed.value.get("to") == "on")
    _show_here(walker, click)


def _restart(walker: Walker, click: Click) -> None:
    if (path := _path(walker, click)) is not None:
        beside = not walker.has_shown(click.ts)
        walker.restart(path)
        if beside:
            _disarm(walker, click)


def _labs(walker: Walker, click: Click) -> None:
    """Go on to the labs, as whoever asks for them in words."""
    granted = walker.resources.surfaces.wishes.get(Wish.LABS)
    if granted is None:
        walker.tell(fill(words.NO_LABS, walker.lang))
        return
    wisher = Wisher(
        client=walker.client,
        team=walker.team,
        user=walker.user,
        channel=click.pressed.place.channel,
        reply=InThread(walker.client, click.pressed.place),
        lang=walker.lang,
        trigger_id=click.pressed.trigger_id,
    )
    granted(walker.resources, wisher)


def _path(walker: Walker, click: Click) -> LearningPath | None:
    """Give the path that a button names; where it is gone, say so."""
    path = walker.path(click.pressed.value.get("p", ""))
    if path is None:
        walker.tell(fill(words.PATH_GONE, walker.lang))
    return path


def _disarm(walker: Walker, click: Click, *more: Json) -> None:
    """Take the buttons off a message that is no lesson, once one of them did what it is for."""
    _put(walker, click, [*bare(click.message.get("blocks") or []), *more])


def _show_here(walker: Walker, click: Click) -> None:
    """Show how far somebody is in the message whose button was pressed; Home is shown anew by itself."""
    if (begun := walker.begun()) is not None:
        _put(walker, click, walker.standing(begun))


def _put(walker: Walker, click: Click, blocks: Sequence[Json]) -> None:
    """Put blocks into the message that was clicked; what was clicked in Home is in none."""
    if blocks and click.message:
        walker.direct.change(click.pressed.place.channel, click.ts, blocks, str(click.message.get("text", "")))
