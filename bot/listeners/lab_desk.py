"""Somebody at work in a lab: whose attempt it is, in which thread, and what their messages show of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.blocks.diagnosis import names
from bot.blocks.lab_work import Desk
from bot.blocks.labs import Row, Task, goal_words
from bot.learning.labs import working
from diagnostics.changes import apply_change, kinds_of_change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.learning.labs.lab import Lab
    from bot.learning.labs.rack import Rack
    from bot.listeners.posting import InThread
    from bot.listeners.resources import Resources
    from bot.state.lab_bench import Attempt
    from diagnostics import Diagnosis, Snapshot
    from diagnostics.model.change import Change
    from diagnostics.model.words import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody's place in a lab: the thread that it is worked on in, and the language to answer in."""

    resources: Resources
    rack: Rack
    reply: InThread
    lab: Lab
    lang: Lang

    @property
    def attempt(self) -> Attempt:
        """Give how far they are now."""
        place = self.reply.place
        return self.resources.state.lab_bench.attempt(place.team, place.user, self.lab.id)

    def keep(self, step: Callable[[Attempt], Attempt]) -> Attempt:
        """Keep what a step makes of how far they are."""
        place = self.reply.place
        return self.resources.state.lab_bench.go_on(place.team, place.user, self.lab.id, step)

    def replaced(self, before: Attempt, after: Attempt) -> bool:
        """Keep how far they are by now, and say so; False where somebody's other click was quicker."""
        return self.keep(lambda now: after if now == before else now) == after

    def diagnosis(self) -> Diagnosis:
        """Give the diagnosis of the broken network."""
        return self.lab.diagnosis(self.lab.snapshot())

    def desk(self, attempt: Attempt) -> Desk:
        """Give what their messages show of an attempt."""
        lab, lang, place = self.lab, self.lang, self.reply.place
        attempts = self.resources.state.lab_bench.of(place.team, place.user)
        following = self.rack.next_of(attempts, lab.id)
        entry = self.resources.services.notes.entry(lab.entry, team=place.team)
        return Desk(
            lab=lab.id,
            lang=lang,
            hints=attempt.hints,
            of_hints=len(lab.hints),
            found=sum(bool(cause & set(attempt.causes)) for cause in lab.causes),
            causes=len(lab.causes),
            mended=attempt.mended,
            done=working.done(lab, attempt),
            changes=described(working.standing(lab, attempt), lab.snapshot(), lang),
            following=following.id if following is not None else "",
            entry=(entry.id, entry.title.say(lang)) if entry is not None else ("", ""),
        )

    def task(self) -> Task:
        """Give what the lab asks."""
        source, to = names(self.diagnosis())
        lab = self.lab
        goal = goal_words(lab.goal.verdict_class, lab.goal.verdict)
        return Task(lab=lab.id, level=lab.level, title=lab.title, story=lab.story, source=source, to=to, goal=goal)


def described(changes: Iterable[Change], snapshot: Snapshot, lang: Lang) -> tuple[str, ...]:
    """Give changes in words, each by the network that those before it leave."""
    told: list[str] = []
    for change in changes:
        told.append(kinds_of_change()[change.kind].describe(change, snapshot).say(lang))
        snapshot = apply_change(change, snapshot)
    return tuple(told)


def rows(labs: Sequence[Lab], attempts: Mapping[str, Attempt]) -> list[Row]:
    """Give every lab as the list shows it to somebody."""
    return [
        Row(
            lab=lab.id,
            level=lab.level,
            title=lab.title,
            begun=lab.id in attempts and attempts[lab.id].begun,
            points=attempts[lab.id].points if lab.id in attempts else 0,
        )
        for lab in labs
    ]
