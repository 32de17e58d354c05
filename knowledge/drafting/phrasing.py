"""Questions that a heading answers, as people would type them: proposals, for a reviewer to better."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.drafting import labels
from knowledge.drafting.ideas import GENERIC
from knowledge.drafting.phrasing_en import english
from knowledge.drafting.phrasing_ko import korean
from knowledge.text import bare

if TYPE_CHECKING:
    from knowledge.drafting.ideas import Idea

MOST = 6
LONGEST = 120
MARKS = re.compile(r"\*\*|`|^[\s>-]+|^\d+\.\s+", re.MULTILINE)
SENTENCE = re.compile(r"^(.+?)(?:[.!?。](?=\s|$)|\n|$)")


def asks(idea: Idea) -> tuple[str, ...]:
    """Give the questions that an idea is likely to answer, in the language of the note."""
    names = labels.names(idea.title)
    sentence = first_sentence(idea.text)
    propose = korean if idea.lang == "ko" else english
    found = [ask for at, name in enumerate(names) for ask in propose(name, sentence if at == 0 else "")[: MOST - at]]
    above = idea.named[-2] if len(idea.named) > 1 and idea.named[-1] == idea.title else ""
    if above and not GENERIC.fullmatch(above) and not names[0].endswith("?"):
        found.append(f"{labels.names(above)[0]} {names[0]}")
    once = {bare(ask): ask for ask in reversed(found) if bare(ask) and len(ask) <= LONGEST}
    return tuple(reversed(once.values()))[:MOST]


def first_sentence(text: str) -> str:
    """Give the first sentence of prose in a text, without mark-up."""
    prose = next(
        (part for part in text.split("\n\n") if not part.lstrip().startswith(("```", "|", "(", ">", "#", "- ", "1. "))), ""
    )
    found = SENTENCE.match(MARKS.sub("", prose).strip())
    return found[1].strip() if found else ""
