"""What a sentence names: the place in the asker's network that packets leave, and the services they want. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.lexicon import COMMON, ROUTING, SERVICES


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A source as written, where it stands in the sentence, and whether it is one beyond doubt."""

    source: str
    sure: bool
    start: int
    end: int


_EDGE, _END = r"(?<![A-Za-z0-9_.:/-])", r"(?![A-Za-z0-9_-])"
_ID = re.compile(
    rf"{_EDGE}(?:(?:subnet|eni|vpc)-(?=[0-9a-z]*\d)[0-9a-z]{{2,}}|i-(?=[0-9a-f]*\d)[0-9a-f]{{4,}}){_END}", re.IGNORECASE
)
_FUNCTION = re.compile(rf"{_EDGE}lambda:[A-Za-z0-9_-]+", re.IGNORECASE)
_PRIVATE_IP = re.compile(
    r"(?<![\d.])(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.\d{1,3}\.\d{1,3}(?![\d./])"
)
_ROUTING = re.compile(ROUTING, re.IGNORECASE)

_NAME = r"([A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9])"
_PLACE_EN = r"(?:subnets?|instances?|vpcs?)"
_PLACE_KO = r"(?:서브넷|섭넷|인스턴스|(?:vpc|subnet)(?![A-Za-z])(?=.*[\uac00-\ud7a3]))"
_WHY = (
    r"(?:why|how come)\s+(?:does|do|is|are|did|can|can't|cannot|could|couldn't|doesn't|don't|isn't|aren't)"
    r"(?:\s+(?:the|my|our))?\s+"
)
_MOVES = (
    r"(?:\S+\s+){0,3}?(?:go|going|goes|reach|reaching|use|using|get|leave|leaving|private|public|talk|connect|blocked)\b"
)
#: Ways of naming a place without saying what it is; the group is the name. None of them is proof.
_GUESSES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:the|my|our|of|from|for|in)\s+{_NAME}\s+{_PLACE_EN}\b",
        rf"{_EDGE}{_NAME}\s?{_PLACE_KO}",
        rf"\b{_PLACE_EN}\s+(?:named|called)\s+{_NAME}",
        rf"\b(?:diagnose|check|from|of)\s+(?:the\s+)?{_PLACE_EN}\s+{_NAME}",
        rf"\bfrom\s+{_NAME}\s+(?:to|reach)\b",
        rf"{_EDGE}{_NAME}에서\s",
        rf"{_WHY}{_NAME}\s+{_MOVES}",
        rf"\b(?:can|does|will)\s+{_NAME}\s+(?:reach|get to|talk to|connect to|go to|use|access)\b",
        rf"\b(?:diagnose|진단)\s+{_NAME}{_END}",
        rf"{_EDGE}{_NAME}\s+(?:좀\s+)?진단",
    )
)

_ALIASES = sorted(SERVICES, key=len, reverse=True)
_SERVICE = re.compile(
    r"(?<![A-Za-z0-9_.:/-])(" + "|".join(re.escape(name) for name in _ALIASES) + r")(?![A-Za-z0-9_-])", re.IGNORECASE
)
_VERBATIM = re.compile(
    r"s3://[^\s,<>]+|https?://[^\s,<>]+|arn:aws[a-z-]*:[^\s,<>]+|\b[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?\b", re.IGNORECASE
)
#: `ec2` before one of these is a machine, not the EC2 API.
_MACHINE = re.compile(r"\s*(?:instances?\b|인스턴스|서버|server|i-[0-9a-f]|에서|인데|가\b|이\b|는\b)", re.IGNORECASE)
_EC2_API = re.compile(r"ec2\s?(?:api|에이피아이)", re.IGNORECASE)
_LEAVES = re.compile(r"\bnat\b|인터넷|internet|진단|diagnose|나가|막히|막혀", re.IGNORECASE)
#: What stands behind the word that traffic is bound for.
_BOUND = re.compile(
    r"\s?(?:api|에이피아이)?\s?(?:로|으로|에(?!서)|까지|트래픽|traffic|접속|연결|통신|되|안|도|은|는|랑|이랑|와|과|하고|,|\?|$|and\b|or\b|&)",
    re.IGNORECASE,
)


def source_in(said: str, names: frozenset[str], *, about_ways: bool = False) -> Sighting | None:
    """Give the place of the asker's network that the sentence names, the surest kind first; None where there is none.

    A name or an address counts only in a sentence about where traffic goes, or where the talk is of that already.
    """
    for pattern in (_ID, _FUNCTION):
        if (found := pattern.search(said)) is not None:
            text = found[0].lower() if pattern is _ID else "lambda:" + found[0][len("lambda:") :]
            return Sighting(source=text, sure=True, start=found.start(), end=found.end())
    if not (about_ways or _ROUTING.search(said) or _spans(said)):
        return None
    if (found := _PRIVATE_IP.search(said)) is not None and _bound_elsewhere(said):
        return Sighting(source=found[0], sure=True, start=found.start(), end=found.end())
    return _known(said, names) or _guess(said)


def destinations_in(said: str, source: Sighting | None) -> tuple[str, ...]:
    """Give the services, buckets and hostnames that the sentence names as ends of the way, in its order."""
    verbatim = [found for found in _VERBATIM.finditer(said) if not _inside(found.start(), source)]
    if verbatim:
        return tuple(dict.fromkeys(found[0].rstrip(".?") for found in verbatim))
    spans = [(start, end, service) for start, end, service in _spans(said) if not _inside(start, source)]
    services = [(end, service) for _, end, service in spans if not (service == "ec2" and _MACHINE.match(said, end))]
    bound = [service for end, service in services if _BOUND.match(said, end)]
    return tuple(dict.fromkeys(bound or [service for _, service in services]))


def _spans(said: str) -> list[tuple[int, int, str]]:
    return [(found.start(1), found.end(1), SERVICES[found[1].lower()]) for found in _SERVICE.finditer(said)]


def _bound_elsewhere(said: str) -> bool:
    """Say whether something is there to be reached, so that an address is a sender and not the subject of a question."""
    named = [service for service in destinations_in(said, None) if service != "ec2" or _EC2_API.search(said)]
    return bool(named) or _LEAVES.search(said) is not None


def _inside(at: int, source: Sighting | None) -> bool:
    return source is not None and source.start <= at < source.end


def _known(said: str, names: frozenset[str]) -> Sighting | None:
    """Give a Name tag of the network that the sentence holds; the longest wins, ordinary words never count."""
    lowered = said.lower()
    for name in sorted(names, key=lambda one: (-len(one), one)):
        folded = name.lower()
        if folded not in lowered or len(folded) < 2 or folded in COMMON or folded in SERVICES:  # noqa: PLR2004 (too short)
            continue
        found = re.search(rf"(?<![A-Za-z0-9_-]){re.escape(folded)}(?![A-Za-z0-9_-])", lowered)
        if found is not None:
            return Sighting(source=name, sure=True, start=found.start(), end=found.end())
    return None


def _guess(said: str) -> Sighting | None:
    for pattern in _GUESSES:
        for found in pattern.finditer(said):
            name = found[1]
            if name.lower() not in COMMON and name.lower() not in SERVICES and not name.isdigit():
                return Sighting(source=name, sure=False, start=found.start(1), end=found.end(1))
    return None
