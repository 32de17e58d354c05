"""Demands that are no question about one place: every subnet at a glance, and what one's own tools should show. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.understanding.intents import language, plain, spoken
from bot.understanding.lexicon import MEANING
from bot.understanding.sightings import destinations_in

if TYPE_CHECKING:
    from diagnostics.model.words import Lang

_SHOW_KO = r"(?:한눈에|보여|보기|볼래|봐|진단|점검|현황|상태|확인|체크|알려)"
_OVERVIEW = re.compile(
    rf"(?:전체|모든)\s?(?:서브넷|섭넷).{{0,30}}{_SHOW_KO}|(?:서브넷|섭넷)\s?(?:전체|전부|모두).{{0,30}}{_SHOW_KO}|"
    r"서브넷.{0,20}한눈에|"
    r"\b(?:show|list|check|diagnose|give)\b.{0,20}\b(?:all|every|each)\b(?:\s\S+){0,3}?\s?subnets?\b|"
    r"\bsubnets?\b.{0,20}\bat a glance\b|"
    r"^\s*(?:all|every)\s(?:(?:the|my|our)\s)?subnets?(?:\sto\s\S+(?:,?\s\S+){0,4})?\s*[.!?]*$",
    re.IGNORECASE,
)
_COMMANDED = re.compile(
    r"(?:diagnose|진단)\s+(?:--all|all|every|전체|전부)(?:\s+(?:subnets?|서브넷))?(?:\s.*)?", re.IGNORECASE
)
_VPC = re.compile(r"\bvpc-(?=[0-9a-z]*\d)[0-9a-z]{2,}\b", re.IGNORECASE)
_THIS_VPC = re.compile(r"\b(?:this|the|its|same|whole|entire)\s+vpc\b|이\s?vpc|vpc\s?(?:전체|안)", re.IGNORECASE)
_SEE = re.compile(
    r"(?:뭐가|무엇이|뭘|어떻게)\s?(?:보여야|나와야|떠야|보이면|나오면|찍혀야)|(?:뭘|뭐를?|무엇을)\s?(?:확인|보면|체크)|"
    r"(?:직접|실제로|내가|제가)?\s?(?:어떻게|뭘로|무엇으로)\s?(?:직접\s?)?(?:확인|검증|테스트)|(?:확인|검증)\s?(?:하는\s?)?(?:방법|법)|"
    r"\bwhat (?:would|should|will|do|can) (?:i|we) (?:see|get|expect)\b|"
    r"\bhow (?:do|can|could|would|should) (?:i|we) (?:check|verify|test|confirm|prove)\b|\bexpected output\b",
    re.IGNORECASE,
)
_MEANING = re.compile(MEANING, re.IGNORECASE)
#: Longer sentences with the same words ask something else.
_SHORT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The wish to see every subnet: of the Region, of a VPC by id, or of the thread's (`this_vpc`); () is: what is there."""

    to: tuple[str, ...] = ()
    vpc_id: str | None = None
    this_vpc: bool = False
    lang: Lang | None = None


def overview_in(text: str) -> Overview | None:
    """Give the wish to see every subnet at a glance; None where the sentence wants something else."""
    said = plain(text)
    commanded = _COMMANDED.fullmatch(said) is not None
    if not commanded and (_OVERVIEW.search(said) is None or _MEANING.search(said) is not None):
        return None
    return _overview(said, spoken(said) or language(said))


def overview_commanded(text: str) -> Overview | None:
    """Give the same behind `/routelore`: `diagnose all`, `diagnose all to s3, ec2`."""
    said = plain(text)
    if _COMMANDED.fullmatch(said) is None:
        return overview_in(said)
    return _overview(said, "ko" if language(said) == "ko" else None)  # commands are spelt so in every language


def _overview(said: str, lang: Lang | None) -> Overview:
    vpc = _VPC.search(said)
    return Overview(
        to=destinations_in(said),
        vpc_id=vpc[0].lower() if vpc else None,
        this_vpc=vpc is None and _THIS_VPC.search(said) is not None,
        lang=lang,
    )


def wants_to_see(text: str) -> bool:
    """Say whether somebody asks, inside a diagnosis, what their own tools should show."""
    said = plain(text)
    return len(said.split()) <= _SHORT and _SEE.search(said) is not None
