"""What a proposal meets in the notes: at a glance, for whoever looks at it; and tried in earnest, before it is approved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.blocks.teaching import About
from knowledge.library import Folder, read
from knowledge.taught.entry import entry_of, fresh_id
from knowledge.taught.promise import answered_by, claimed_by, clash, with_what_it_leaves

if TYPE_CHECKING:
    from bot.listeners.resources import Resources
    from bot.state.taught import Taught
    from diagnostics.model.words import Lang
    from knowledge.answerer import Knowledge
    from knowledge.entry import Entry
    from knowledge.taught.promise import Clash
    from knowledge.taught.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The entry that a proposal would become, and what stands in its way."""

    entry: Entry
    clash: Clash | None


def trial(resources: Resources, one: Taught) -> Trial:
    """Try a proposal in a copy of the notes that nobody is answered from.

    Raises:
        KnowledgeError: a file of the notes is wrong.
    """
    before = resources.services.notes.of(one.team)
    corrected = entry_with_id(before, one.said.corrects)
    name = corrected.id if corrected is not None else fresh_id(one.said, _taken(resources, one.team, before))
    bare = entry_of(one.said, name, resources.state.taught.today(), corrected)
    after = _with(resources, one.team, bare)
    return Trial(entry=with_what_it_leaves(bare, before, after), clash=clash(bare, before, after))


def about(resources: Resources, one: Taught, lang: Lang, found: Clash | None = None) -> About:
    """Give what a maintainer has to know beside a proposal; `found` is what a trial said."""
    knowledge = resources.services.notes.of(one.team)
    corrected = entry_with_id(knowledge, one.said.corrects)
    today = answered_by(one.said, knowledge)
    hard = found or claimed_by(one.said, knowledge)
    return About(
        replaces=corrected.title.say(lang) if corrected is not None else "",
        gone=one.said.corrects if corrected is None else "",
        today=today.title.say(lang) if today is not None and today != corrected else "",
        clash=(hard.phrase, hard.other) if hard is not None else None,
    )


def entry_with_id(knowledge: Knowledge, name: str) -> Entry | None:
    """Give the entry with just this id, or None where there is none."""
    return next((entry for entry in knowledge.entries if entry.id == name), None) if name else None


def nearby(resources: Resources, team: str, said: Proposal) -> tuple[Entry, ...]:
    """Give the entries that a proposal may be about: the one that it corrects, then those nearest to its question."""
    knowledge = resources.services.notes.of(team)
    corrected = entry_with_id(knowledge, said.corrects)
    near = [match.entry for match in knowledge.answer(said.question).candidates] if said.question else []
    return tuple({entry.id: entry for entry in (corrected, *near) if entry is not None}.values())


def _taken(resources: Resources, team: str, knowledge: Knowledge) -> frozenset[str]:
    """Give the names that a new entry must not have: ids, and topics, by which entries are found, too."""
    ids = {entry.id for entry in knowledge.entries}
    return frozenset(ids | set(knowledge.topics) | resources.state.taught.taken(team))


def _with(resources: Resources, team: str, entry: Entry) -> Knowledge:
    """Give the notes with one entry more."""
    own = resources.services.notes.folders
    contents = read(Folder.team(own[0]) if own else Folder.shipped())
    return contents.knowledge((*resources.state.taught.entries(team), entry))
