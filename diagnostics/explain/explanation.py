"""A diagnosis in sentences: the shapes that every output (chat, terminal, picture) reads from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnostics.model.finding import Severity
    from diagnostics.model.trace import HopKind, Verdict, VerdictClass
    from diagnostics.model.words import Lang


class Mark(StrEnum):
    """What a reader should feel at one place on the way."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayStep:
    """One place on the way: a sentence, and the few words that fit a box of the picture.

    `label` is the kind in words, `name` the Name tag ("" where there is none), `sublabel` the id, `detail` one more
    fact (a CIDR, a public IP). `edge` is the destination of the chosen route that leads on and `onto` its target;
    `reached` says whether the packet gets here at all.
    """

    text: str
    label: str
    sublabel: str
    kind: HopKind
    mark: Mark
    name: str = ""
    detail: str = ""
    edge: str = ""
    onto: str = ""
    reached: bool = True

    @property
    def title(self) -> str:
        """Give the name, or the id where there is no name."""
        return self.name or self.sublabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One way of possibly several: for which addresses, how it ends, and its steps."""

    when: str
    verdict: Verdict
    verdict_class: VerdictClass
    name: str
    steps: tuple[WayStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A finding, ready to read: what is wrong, why it matters, what was seen, what to do about it."""

    title: str
    why: str
    evidence: tuple[str, ...]
    fix: str
    cli: tuple[str, ...]
    terraform: str
    caveats: tuple[str, ...]
    severity: Severity
    severity_name: str
    code: str
    id: str
    subject: str
    learn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One part of a mixed or undecided verdict: under what condition, what happens."""

    when: str
    verdict: Verdict
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything a person reads of a diagnosis, in one language, with no markup of any kind.

    `causes` explain the verdict; `asides` are the findings that are worth knowing whatever the verdict.
    """

    lang: Lang
    headline: str
    verdict_name: str
    route_name: str
    private_line: str
    way: tuple[WayStep, ...]
    lanes: tuple[Lane, ...]
    causes: tuple[Cause, ...]
    asides: tuple[Cause, ...]
    parts: tuple[Branch, ...]
    unseen: tuple[str, ...]
    next: str
    assumptions: tuple[str, ...]

    @property
    def findings(self) -> tuple[Cause, ...]:
        """Give all that was found: what explains the verdict, then what is worth knowing beside it."""
        return (*self.causes, *self.asides)
