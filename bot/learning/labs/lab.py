"""A lab: a broken network, what is asked about it, and when it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics import Query, diagnose
from diagnostics.collect import snapshot_of
from diagnostics.model.flow import AskerError
from diagnostics.model.trace import Confidence

if TYPE_CHECKING:
    from diagnostics import Diagnosis, Snapshot, Verdict, VerdictClass, Words
    from diagnostics.collect import Answers

#: How hard labs are, from a first look to a nasty one.
LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What the traffic has to become: one verdict, or any verdict of a class."""

    verdict_class: VerdictClass
    verdict: Verdict | None = None

    def met(self, diagnosis: Diagnosis) -> bool:
        """Say whether a diagnosis is what was to be reached; one that is only guessed is not."""
        if diagnosis.confidence is Confidence.LOW:
            return False
        return diagnosis.verdict_class is self.verdict_class and self.verdict in {None, diagnosis.verdict}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """A broken network as data: the question, the goal, the most steps of its smallest fix, and what is said around it.

    `causes` are what is wrong, each as the codes of the findings that say so: to name one code of each is to know it all.
    `beside` are codes of what is true to say and yet not why, such as what shows only once the cause is mended.
    `entry` is the id of the entry of the knowledge base that explains it.
    """

    id: str
    level: int
    title: Words
    story: Words
    source: str
    to: str
    goal: Goal
    steps: int
    causes: tuple[frozenset[str], ...]
    beside: frozenset[str] = frozenset()
    hints: tuple[Words, ...]
    after: Words
    entry: str
    answers: Answers

    @property
    def query(self) -> Query:
        """Give the question that the lab is about."""
        return Query(source=self.source, to=self.to)

    def snapshot(self) -> Snapshot:
        """Give the broken network."""
        return snapshot_of(self.answers)

    def diagnosis(self, snapshot: Snapshot) -> Diagnosis:
        """Diagnose the lab's question in a network: the lab's own, or one that was changed.

        Raises:
            AskerError: the question names nothing in the network, or more than one source.
        """
        found = diagnose(self.query, snapshot)
        if len(found) != 1:
            names = ", ".join(d.case.source.asked for d in found)
            raise AskerError("ambiguous-source", asked=self.source, candidates=names, region=snapshot.region)
        return found[0]
