"""Lessons in the direct message: the wishes that open them, and their part of Home."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.blocks import welcome
from bot.blocks.parts import context, esc, fill, header, link
from bot.listeners import lesson_buttons
from bot.listeners.cancelling import says_stop, stop_the_rest
from bot.listeners.posting import InThread, sentence
from bot.listeners.surfaces import HomePart, Visitor, Wisher
from bot.listeners.walking import Lanes, Walker, now, standing
from bot.phrases import lessons as words
from bot.understanding.wishes import Wish
from knowledge.learning import walk
from knowledge.learning.saved import ProgressError

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App

    from bot.blocks.parts import Json
    from bot.listeners.resources import Resources
    from bot.listeners.walking import Move
    from knowledge.learning.path import LearningPath
    from knowledge.learning.progress import Progress
    from knowledge.learning.walk import Turn

    Wished = Callable[[Walker], str]


def register(app: App, resources: Resources) -> None:
    """Bind the lessons to the wishes, to Home and to their buttons."""
    lanes = Lanes()
    resources.surfaces.wishes[Wish.LEARN] = partial(_wished, lanes, _learn)
    resources.surfaces.wishes[Wish.PROGRESS] = partial(_wished, lanes, _show_progress)
    resources.surfaces.wishes[Wish.RESTART] = partial(_wished, lanes, _ask_to_restart)
    resources.surfaces.wishes[Wish.ONWARD] = partial(_wished, lanes, partial(_moved, _onward))
    resources.surfaces.wishes[Wish.BACKWARD] = partial(_wished, lanes, partial(_moved, walk.back))
    resources.surfaces.wishes[Wish.SKIP] = partial(_wished, lanes, partial(_moved, _skipped))
    resources.surfaces.wishes[Wish.LATER] = partial(_later, lanes)
    resources.surfaces.home[HomePart.LEARNING] = home_part
    lesson_buttons.bind(app, resources, lanes)


def _wished(lanes: Lanes, wish: Wished, resources: Resources, wisher: Wisher) -> None:
    """Grant a wish in the direct message, and where it was said elsewhere, say so there."""
    walker = Walker.find(resources, wisher.client, (wisher.team, wisher.user), partial(sentence, wisher.reply))
    with lanes.of(wisher.team, wisher.user):
        address = wish(walker)
    beside = isinstance(wisher.reply, InThread) and wisher.reply.place.direct
    if address and not beside:
        there = link(address, words.OPEN_IT.say(walker.lang))
        sentence(wisher.reply, fill(words.IN_DIRECT_MESSAGE, walker.lang, link=there))


def _learn(walker: Walker) -> str:
    """Go on with the path, or welcome whoever has not begun one."""
    if not walker.paths:
        walker.tell(fill(words.NO_PATHS, walker.lang))
        return ""
    begun = walker.begun()
    if begun is None:
        return walker.direct.post(
            welcome.welcome(walker.user, walker.paths, walker.lang), fill(words.WHAT_IT_IS, walker.lang)
        )
    walker.start(begun)
    return walker.newest()


def _onward(progress: Progress, path: LearningPath) -> Turn:
    return walk.advance(progress, path, at=now())


def _skipped(progress: Progress, path: LearningPath) -> Turn:
    return walk.skip(progress, path, at=now())


def _moved(move: Move, walker: Walker) -> str:
    """Make a move that was said in words, from where they stand now; whoever has begun nothing is welcomed."""
    begun = walker.begun()
    if begun is None:
        return _learn(walker)
    walker.move(begun, move)
    return walker.newest()


def _later(lanes: Lanes, resources: Resources, wisher: Wisher) -> None:
    """Pause the lesson that is open; where none is, whoever said "stop" hears what else there is to stop, if anything."""
    reply = wisher.reply
    walker = Walker.find(resources, wisher.client, (wisher.team, wisher.user), partial(sentence, reply))
    if isinstance(reply, InThread) and says_stop(wisher.said) and not _in_a_lesson(walker):
        told = stop_the_rest(resources, reply.place, in_thread=not reply.fresh)
        sentence(reply, fill(told, wisher.lang))
    else:
        _wished(lanes, _pause, resources, wisher)


def _in_a_lesson(walker: Walker) -> bool:
    """Say whether a course was begun and is not done."""
    begun = walker.begun()
    try:
        progress = None if begun is None else walker.progress(begun)
    except ProgressError:  # whoever goes on with it is told so
        return True
    return begun is not None and progress is not None and not isinstance(walk.show(progress, begun).step, walk.DoneStep)


def _pause(walker: Walker) -> str:
    """Let somebody go on later: nothing is lost by that."""
    begun = walker.begun()
    if begun is None:
        walker.tell(fill(words.NOT_NOW_THEN, walker.lang))
    else:
        walker.pause_newest(begun)
    return ""


def _show_progress(walker: Walker) -> str:
    begun = walker.begun()
    if begun is None:
        return _learn(walker)
    return walker.direct.post(walker.standing(begun), esc(begun.title.say(walker.lang)))


def _ask_to_restart(walker: Walker) -> str:
    begun = walker.begun()
    if begun is None:
        walker.tell(fill(words.NOTHING_TO_RESET, walker.lang))
        return ""
    asked = fill(words.RESET_ASK, walker.lang, path=esc(begun.title.say(walker.lang)))
    return walker.direct.post(welcome.confirm_reset(begun, walker.lang), asked)


def home_part(resources: Resources, visitor: Visitor) -> list[Json]:
    """Give how far the visitor is, with the way on; or the paths that they could begin."""
    learners, paths = resources.state.learners, resources.services.notes.paths(visitor.team)
    learner = learners.learner(visitor.team, visitor.user)
    lang = learner.lang or visitor.lang
    if not paths:
        return []
    top, small = header(words.MY_LEARNING.say(lang)), context(fill(words.IN_MESSAGES, lang))
    path = next((one for one in paths if one.id == learner.path), None)
    if path is None:
        return [top, *welcome.choice(paths, lang), small]
    who = (visitor.team, visitor.user)
    return [top, *standing(learners, who, path, lang, others=len(paths) > 1), small]
