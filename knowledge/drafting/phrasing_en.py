"""English questions made from the form of a heading and from how its text names it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTION = re.compile(
    r"^(?:what|why|how|when|where|which|who|is|are|do|does|can|should)\b.*\?$"
    r"|^(?:what|when|where|which|who|how (?:many|much|long|often))\b.*\b(?:is|are|do|does|can|should|must)\b",
    re.IGNORECASE,
)
HOW_TO = re.compile(r"^(?:how to|how do (?:i|we|you)|steps to|guide to)\s+(?P<what>.+)$", re.IGNORECASE)
WHY = re.compile(r"^why\s+(?P<what>.+)$", re.IGNORECASE)
DOING = re.compile(
    r"^(?:create|set up|configure|rotate|restart|deploy|enable|disable|add|install|check|verify"
    r"|connect|run|use|debug|fix|update"
    r"|upgrade|migrate|move|delete|remove|roll back|reset|request|get|access|build|test|open|close|attach|detach|change|find"
    r"|allow|block|restore|back up|scale|monitor|log in|sign in|join|publish|release|make|turn on|turn off|clean up)\s+\S",
    re.IGNORECASE,
)
GERUND = re.compile(r"^(?P<verb>[A-Z]?[a-z]{3,}ing)\s+(?P<what>\S.*)$")
VERSUS = re.compile(r"^(?P<one>.+?)\s+(?:vs\.?|versus)\s+(?P<other>.+)$", re.IGNORECASE)
DIFFERENCE = re.compile(r"^differences?\s+between\s+(?P<what>.+)$", re.IGNORECASE)
SYMPTOM = re.compile(
    r"\b(?:fail(?:s|ed|ing|ure)?|errors?|time(?:s|d)?[ -]?outs?|timed out|times out|can(?:no|')t|cannot|not working"
    r"|does(?: not|n't) \w+"
    r"|denied|refused|slow|unreachable|broken|stuck|crash(?:es|ed)?|hangs?)\b",
    re.IGNORECASE,
)
PLURAL = re.compile(r"(?<![su])s$")
SINGULAR_IN_S = re.compile(r"(?:s3|dns|aws|ics|ess|sis|status|access|https?|tls|dos|ops|kubernetes)$", re.IGNORECASE)
ASPECT = re.compile(
    r"^(?P<what>.+?)\s+(?P<aspect>pros|cons|pros (?:and|&) cons|advantages|disadvantages|benefits|limits|limitations"
    r"|caveats|types"
    r"|components|features|costs?|pricing|examples|steps|commands|owners?|contacts?)$",
    re.IGNORECASE,
)
ITS_OWN = re.compile(r"costs?|pricing|examples|steps|commands|owners?|contacts?")


def english(name: str, sentence: str) -> list[str]:
    """Give English questions about something called so, whose text begins with this sentence."""
    for pattern, ask in FORMS:
        if found := pattern.search(name):
            return ask(name, found)
    return _named(name, sentence)


def _asked(name: str, _: re.Match[str]) -> list[str]:
    return [f"{name.rstrip('? ')}?"]


def _how_to(_: str, found: re.Match[str]) -> list[str]:
    return [f"How do I {found['what']}?", f"how to {found['what']}", f"what are the steps to {found['what']}"]


def _why(_: str, found: re.Match[str]) -> list[str]:
    what = found["what"].rstrip("? ")
    return [f"Why {what}?", f"the reason why {what}"]


def _symptom(name: str, _: re.Match[str]) -> list[str]:
    said = in_a_sentence(name)
    return [f"{name}: why?", f"{said}, how do I fix it?", f"{said}, what is the cause?"]


def _doing(name: str, _: re.Match[str]) -> list[str]:
    said = in_a_sentence(name)
    return [f"How do I {said}?", f"how to {said}", f"what are the steps to {said}"]


def _gerund(_: str, found: re.Match[str]) -> list[str]:
    said = f"{found['verb'].lower()} {found['what']}"
    return [f"How does {said} work?", f"steps for {said}", f"help with {said}"]


def _aspect(_: str, found: re.Match[str]) -> list[str]:
    aspect, what = found["aspect"].lower(), in_a_sentence(found["what"])
    verb = "are" if aspect.endswith("s") else "is"
    thing = f"{what} {aspect}" if ITS_OWN.fullmatch(aspect) else f"{aspect} of {what}"
    return [f"What {verb} the {thing}?", f"{what} {aspect}", f"tell me the {thing}"]


def _compared(pair: str) -> list[str]:
    choice = re.sub(r"\s+and\s+", " or ", pair, count=1)
    return [f"What is the difference between {pair}?", f"{choice}: which one should I use?", f"how do {pair} differ"]


#: The form of a heading and how it is asked about; the first that fits.
FORMS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], list[str]]], ...] = (
    (QUESTION, _asked),
    (HOW_TO, _how_to),
    (WHY, _why),
    (VERSUS, lambda _, found: _compared(f"{found['one']} and {found['other']}")),
    (DIFFERENCE, lambda _, found: _compared(found["what"])),
    (SYMPTOM, _symptom),
    (ASPECT, _aspect),
    (DOING, _doing),
    (GERUND, _gerund),
)


def _named(name: str, sentence: str) -> list[str]:
    """Give the questions about a noun; its article is the one with which the text takes it up."""
    said = in_a_sentence(name)
    article = re.match(rf"(an?|the)\s+{re.escape(name)}\b", sentence, re.IGNORECASE)
    many = bool(PLURAL.search(name)) and not SINGULAR_IN_S.search(name)
    thing = f"{article[1].lower()} {said}" if article else said
    verb = "are" if many and not article else "is"
    return [f"What {verb} {thing}?", f"tell me about {thing}", f"how {'do' if verb == 'are' else 'does'} {thing} work"]


def in_a_sentence(name: str) -> str:
    """Give a heading as it stands inside a sentence: a capital that only began the heading is dropped."""
    first, _, rest = name.partition(" ")
    only_began = first[:1].isupper() and first[1:].islower() and not re.search(r"\b[A-Z][a-z]", rest)
    return f"{first[0].lower()}{first[1:]}{' ' + rest if rest else ''}" if only_began else name
