"""What a heading or a list item is about, and what of a note is only half written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.hangul import is_hangul

LONGEST_LABEL, LONGEST_BOLD = 48, 90
MOST_WORDS, FEW_WORDS = 9, 3
NUMBERING = re.compile(
    r"^(?:(?:\d+(?:[.-]\d+)*[.)]?|[①-⑳]|[가-하][.)]|[A-Za-z][.)]|[IVX]+[.)]|(?:step|단계)\s*\d+\s*[:.)-]?)\s+)(?=\S)",
    re.IGNORECASE,
)
DECORATION = re.compile(r"^[^\w\s(`\"'<\[/$.~-]+\s*|[\s:：]+$")
EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|~~")
LINKED = re.compile(r"\[([^\]]+)\]\([^)\s]*\)")
SEPARATOR = re.compile(
    r"^(?P<label>.{1,80}?)(?:\*\*)?(?:\s*[:：](?:\*\*)?(?=\s|$)|\s+(?:[-–—=]|=>|->|→)\s+)(?P<rest>.*)$", re.DOTALL
)
BOLD_START = re.compile(r"^\*\*(?P<label>[^*\n]{1,80}?)\*\*\s*(?P<rest>.*)$", re.DOTALL)
SENTENCE_KO = re.compile(
    r"(?:다|요|죠|까|음|임|됨|함|것|지만|는데|니까|으면|려면|면서|하고|되고|하며|하여|해서|경우)[.!,]?$"
)
SENTENCE_EN = re.compile(r"[.!]$")
UNFINISHED = re.compile(
    r"^\W*(?:todo|tbd|tba|fixme|xxx|wip|n/a|\?+|작성\s*(?:중|예정|필요)|추가\s*(?:예정|필요)|정리\s*(?:중|예정|필요)|나중에(?:\s*정리)?"
    r"|미완|미정|확인\s*필요|to be (?:written|done|continued|added))(?![a-z])",
    re.IGNORECASE,
)
TRAILS_OFF = re.compile(r"(?:\.{3,}|…)\s*$")
ASIDE = re.compile(r"[?？]\s*$")
SHORT_ASIDE = 24
BRACKETED = re.compile(r"^(?P<short>[^()]{2,}?)\s*\((?P<long>[^()]{2,60})\)$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and what is said under it on the same lines."""

    label: str
    rest: str


def plain(text: str) -> str:
    """Give a label without numbering, emphasis, decoration and mark-up."""
    said = LINKED.sub(r"\1", " ".join(text.split()))
    said = EMPHASIS.sub("", said).replace("`", "").strip()
    said = DECORATION.sub("", said)
    return NUMBERING.sub("", said).strip(" :：")


def split_label(text: str, *, has_more: bool) -> Labelled | None:
    """Give the label that a list item or a paragraph begins with, if it begins with one; `has_more`: more hangs below."""
    first, _, rest = text.partition("\n")
    if (bold := BOLD_START.match(first)) and _fits(bold["label"], LONGEST_BOLD) and _after_label(bold["rest"]):
        return _labelled(bold["label"], bold["rest"].lstrip(":：-–— "), rest)
    if (parted := SEPARATOR.match(first)) and _fits(parted["label"]) and not _is_sentence(plain(parted["label"])):
        return _labelled(parted["label"], parted["rest"], rest)
    if (rest or has_more) and _fits(first) and not _is_sentence(plain(first)):
        return _labelled(first, "", rest)
    return None


def _after_label(rest: str) -> bool:
    return not rest or rest[0] in ":：-–—=("


def _labelled(label: str, same_line: str, below: str) -> Labelled | None:
    said = plain(label).rstrip(".")
    return Labelled(said, "\n".join(part.strip() for part in (same_line, below) if part.strip())) if said else None


def _fits(label: str, longest: int = LONGEST_LABEL) -> bool:
    said = plain(label)
    if said.startswith(("[", "|", ">")) or "http" in said or "->" in said:
        return False
    return 0 < len(said) <= longest and len(said.split()) <= MOST_WORDS


def _is_sentence(text: str) -> bool:
    words = len(text.split())
    if any(map(is_hangul, text)):
        return text.endswith(",") or (words > 1 and bool(SENTENCE_KO.search(text)))
    return text.endswith(",") or (words > FEW_WORDS and bool(SENTENCE_EN.search(text)))


def is_unfinished(text: str, *, has_more: bool) -> bool:
    """Say whether somebody meant to write on here: nothing, a reminder, a short question, words that trail off."""
    said = plain(text)
    if has_more:
        return bool(UNFINISHED.match(said)) and len(said) <= SHORT_ASIDE
    if not said or (UNFINISHED.match(said) and not re.match(r"n/a", said, re.IGNORECASE)):
        return True
    return len(said) <= SHORT_ASIDE and bool(ASIDE.search(said) or TRAILS_OFF.search(said))


def names(label: str) -> tuple[str, ...]:
    """Give what a label calls its subject: `NAT (Network Address Translation)` has a short name and a long one."""
    found = BRACKETED.match(label)
    if found is None:
        return (label,)
    long = found["long"].strip()
    spelled_out = re.fullmatch(r"[A-Za-z][A-Za-z -]+|[가-힣][가-힣 ]+", long)
    return (found["short"].strip(), long) if spelled_out else (found["short"].strip(),)
