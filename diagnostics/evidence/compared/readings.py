"""The three things that an observation can come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence.comparison import Reading, Stance
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.evidence.observation import Observation

_NOT_COMPARED = Words("구성과 비교할 수 있는 내용이 없어요.", "There is nothing in it to compare with the configuration.")


def agrees(observation: Observation, *, proves: Words, agreement: Words, look: Words | None = None) -> Reading:
    """Give the reading of an observation that is as the configuration says."""
    return Reading(observation=observation, stance=Stance.AGREES, proves=proves, agreement=agreement, look=look)


def differs(
    observation: Observation, *, proves: Words, agreement: Words, explanations: tuple[Words, ...], look: Words
) -> Reading:
    """Give the reading of an observation that is not as the configuration says, and why that may be."""
    return Reading(
        observation=observation,
        stance=Stance.CONTRADICTS,
        proves=proves,
        agreement=agreement,
        explanations=explanations,
        look=look,
    )


def silent(
    observation: Observation, *, proves: Words, agreement: Words = _NOT_COMPARED, look: Words | None = None
) -> Reading:
    """Give the reading of an observation that says nothing for or against the configuration."""
    return Reading(observation=observation, stance=Stance.SAYS_NOTHING, proves=proves, agreement=agreement, look=look)
