"""What observations come to beside a diagnosis: what each proves, whether it agrees, and what to make of it if not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnostics.evidence.observation import Observation
    from diagnostics.model.words import Words


class Stance(StrEnum):
    """Whether an observation agrees with the diagnosis."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    SAYS_NOTHING = "says-nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One observation read beside the diagnosis.

    `proves` says what it proves by itself, `agreement` whether that is what the configuration says. Where it contradicts,
    `explanations` are the likely ones, the likeliest first. `look` is what to do or look at next; None where nothing is.
    """

    observation: Observation
    stance: Stance
    proves: Words
    agreement: Words
    explanations: tuple[Words, ...] = ()
    look: Words | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The readings of all observations, in the order in which they were pasted."""

    readings: tuple[Reading, ...]

    @property
    def stance(self) -> Stance:
        """Give what the readings come to: one contradiction outweighs any agreement."""
        stances = {reading.stance for reading in self.readings}
        return next((s for s in (Stance.CONTRADICTS, Stance.AGREES) if s in stances), Stance.SAYS_NOTHING)
