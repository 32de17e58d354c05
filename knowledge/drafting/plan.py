"""What becomes of each idea and of each file that stands already: nothing that a person touched is ever written over."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.drafting import draft
from knowledge.drafting.naming import fresh_id, wanted
from knowledge.drafting.phrasing import asks as propose

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from knowledge.drafting.coverage import Coverage, Covered
    from knowledge.drafting.draft import Standing
    from knowledge.drafting.ideas import Idea, Place
    from knowledge.drafting.naming import Dictionary

#: From this share of common sentences on, a text under another heading is the same idea renamed.
SAME_FROM = 0.6
MOST_SHOWN = 5


class Fate(StrEnum):
    """What happens to a draft or an entry."""

    CREATED = "created"
    UPDATED = "updated"
    KEPT = "kept"
    CHANGED = "changed"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One draft or entry: what happens to it, and what of the notes is new to it or gone from them."""

    fate: Fate
    id: str
    file: str
    place: Place | None
    is_draft: bool
    text: str = ""
    fresh: tuple[str, ...] = ()
    gone: int = 0
    renamed_from: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a run does and says about drafts."""

    outcomes: tuple[Outcome, ...]
    covered: tuple[Covered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a run starts from.

    What stands in the folder, ids that are taken elsewhere, ids whose files are broken (they may well be drafts, so that
    nothing is drafted in their stead), the notes that were not read, and whether a whole folder of notes was given.
    """

    standing: tuple[Standing, ...]
    taken: frozenset[str]
    broken: frozenset[str] = frozenset()
    unread: Collection[str]
    whole: bool


def plan(
    ideas: Sequence[Idea],
    ground: Ground,
    coverage: Coverage,
    dictionary: Dictionary,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Plan:
    """Give what becomes of the ideas, in the order of the notes, and then of what stands without one."""
    pairs = paired(ideas, ground.standing)
    taken = set(ground.taken) | {one.id for one in ground.standing}
    outcomes: list[Outcome] = []
    covered: list[Covered] = []
    for at, idea in enumerate(ideas):
        progress(at, len(ideas))
        asks = propose(idea)
        if (old := pairs.get(at)) is not None:
            outcomes.append(_again(idea, old, asks, dictionary))
        elif (answered := coverage.of(idea, asks)) is not None:
            covered.append(answered)
        elif wanted(idea.named, dictionary) not in ground.broken:
            entry_id = fresh_id(idea, taken, dictionary)
            taken.add(entry_id)
            text = draft.write(idea, entry_id, asks, dictionary.names(idea.title))
            outcomes.append(
                Outcome(fate=Fate.CREATED, id=entry_id, file=f"{entry_id}.yaml", place=idea.place, is_draft=True, text=text)
            )
    progress(len(ideas), len(ideas))
    met = {old.file for old in pairs.values()}
    read = {idea.place.note for idea in ideas}
    outcomes += [_vanished(old) for old in ground.standing if old.file not in met and _is_missed(old, ground, read)]
    return Plan(tuple(outcomes), tuple(covered))


def _is_missed(old: Standing, ground: Ground, read: Collection[str]) -> bool:
    """Say whether the notes that were read ought to have the idea of an entry that was drafted from notes."""
    if not old.drafted or old.note in ground.unread:
        return False
    return ground.whole or old.note in read


def _vanished(old: Standing) -> Outcome:
    return Outcome(
        fate=Fate.VANISHED, id=old.id, file=old.file, place=None, is_draft=old.is_draft, note=f"{old.note}: {old.heading}"
    )


def _again(idea: Idea, old: Standing, asks: Sequence[str], dictionary: Dictionary) -> Outcome:
    """Give what becomes of a draft or an entry whose idea the notes still have."""
    now = [(draft.print_of(sentence), sentence) for sentence in draft.sentences(idea.text)]
    fresh = tuple(sentence for mark, sentence in now if mark not in old.says) if old.drafted else ()
    gone = len(set(old.says) - {mark for mark, _ in now})
    renamed = "" if old.heading == idea.place.heading else old.heading
    fate, text = Fate.KEPT, ""
    if old.is_draft and not old.touched:
        text = draft.write(idea, old.id, asks, dictionary.names(idea.title))
        same = text == old.text.replace("\r\n", "\n").removeprefix("\ufeff")
        fate, text = (Fate.KEPT, "") if same else (Fate.UPDATED, text)
    elif fresh or gone:
        fate = Fate.CHANGED
    return Outcome(
        fate=fate,
        id=old.id,
        file=old.file,
        place=idea.place,
        is_draft=old.is_draft,
        text=text,
        fresh=fresh[:MOST_SHOWN],
        gone=gone,
        renamed_from=renamed,
    )


def paired(ideas: Sequence[Idea], standing: Sequence[Standing]) -> dict[int, Standing]:
    """Give for each idea, by its number, what stands for it: by note and heading, else by what it says."""
    pairs: dict[int, Standing] = {}
    for key_of_idea, key_of_old in (
        (lambda idea: (idea.place.note, idea.place.heading), lambda old: (old.note, old.heading)),
        (lambda idea: (_name(idea.place.note), idea.place.heading), lambda old: (_name(old.note), old.heading)),
    ):
        waiting: dict[tuple[str, str], list[Standing]] = defaultdict(list)
        for old in _unpaired(standing, pairs):
            waiting[key_of_old(old)].append(old)
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, idea in enumerate(ideas):
            if at not in pairs:
                found[key_of_idea(idea)].append(at)
        for key, numbers in found.items():
            pairs |= _closest(numbers, waiting.get(key, []), ideas)
    return pairs | _renamed(ideas, _unpaired(standing, pairs), pairs)


def _unpaired(standing: Iterable[Standing], pairs: dict[int, Standing]) -> list[Standing]:
    met = {old.file for old in pairs.values()}
    return [old for old in standing if old.file not in met]


def _name(note: str) -> str:
    return note.rsplit("/", 1)[-1]


def _closest(numbers: Sequence[int], olds: Sequence[Standing], ideas: Sequence[Idea]) -> dict[int, Standing]:
    """Give pairs of the same heading: the most alike first, and where none is, in order."""
    ranked = sorted(
        (
            (-_alike(_prints(ideas[at]), frozenset(old.says)), i, j)
            for i, at in enumerate(numbers)
            for j, old in enumerate(olds)
        ),
        key=lambda row: (row[0], abs(row[1] - row[2]), row[1]),
    )
    pairs: dict[int, Standing] = {}
    met: set[int] = set()
    for _, i, j in ranked:
        if numbers[i] not in pairs and j not in met:
            pairs[numbers[i]] = olds[j]
            met.add(j)
    return pairs


def _renamed(ideas: Sequence[Idea], olds: Sequence[Standing], pairs: dict[int, Standing]) -> dict[int, Standing]:
    """Give the ideas that say under another heading what a draft says, where each is the other's only likeness."""
    by_print: dict[str, list[int]] = defaultdict(list)
    for j, old in enumerate(olds):
        for mark in old.says:
            by_print[mark].append(j)
    likely: list[tuple[int, int]] = []
    for at, idea in enumerate(ideas):
        if at in pairs:
            continue
        prints = _prints(idea)
        near = {j for mark in prints for j in by_print.get(mark, ()) if _alike(prints, frozenset(olds[j].says)) >= SAME_FROM}
        likely += [(at, j) for j in near]
    new, old_ones = Counter(at for at, _ in likely), Counter(j for _, j in likely)
    return {at: olds[j] for at, j in likely if new[at] == 1 and old_ones[j] == 1}


def _prints(idea: Idea) -> frozenset[str]:
    return frozenset(draft.print_of(sentence) for sentence in draft.sentences(idea.text))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def files(planned: Plan) -> Iterator[tuple[str, str]]:
    """Give the files to write with their texts."""
    return ((one.file, one.text) for one in planned.outcomes if one.text)
