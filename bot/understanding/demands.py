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
    rf"서브넷.{{0,20}}한눈에|\bvpc\s?(?:전체|전부).{{0,20}}{_SHOW_KO}|"
    r"\b(?:show|list|check|diagnose)\b(?:\s(?:me|my|our|the|this))*\s(?:whole|entire)\svpc\b|"
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
_COSTS = re.compile(
    r"비용|요금|가격|과금|얼마(?:야|예요|에요|죠|지|인가요?|$|[?]|나?\s?(?:나와|나올|들어|들까|드나|내야|절약|아껴|줄어))|더\s?(?:싸|비싸)|"
    r"\bcosts?\b|\bpric(?:e[ds]?|ing)\b|\bhow much (?:is|would|will|does|do)\b|\bcheaper\b|\b(?:more|too) expensive\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"[?]|얼마|알려|계산|나와|나올|들어|들까|(?:비용|요금|가격)(?:은|는|도)?\s*$|\bwhat\b|\bhow\b|\btell\b|\bshow\b",
    re.IGNORECASE,
)
_BACK = re.compile(r"그거|그걸|그것|그렇게|그러면|그럼|이거|이걸|이렇게|\bthat\b|\bthis\b|\bit\b", re.IGNORECASE)
_WHY = re.compile(r"왜|\bwhy\b", re.IGNORECASE)
#: What wants a price explained rather than told; "what would that cost" is none of it.
_WHAT_IS = re.compile(
    r"설명|뭐야|무슨|무엇|뭔가요|이란|구조|체계|\bexplain|\bwhat does .* mean|\bwhat is an?\b|\bhow does\b",
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


def wants_costs(text: str) -> bool:
    """Say whether somebody asks, inside a diagnosis, what its way or a change of it costs; not what a price is, or why."""
    said = plain(text)
    asks_else = _WHAT_IS.search(said) is not None or _WHY.search(said) is not None
    asks = _ASKED.search(said) is not None and not asks_else
    return asks and len(said.split()) <= _SHORT and _COSTS.search(said) is not None


def points_back(text: str) -> bool:
    """Say whether a sentence speaks of what was said before it: "that", "그거"."""
    return _BACK.search(plain(text)) is not None
