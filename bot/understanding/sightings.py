"""What a sentence names: the place in the asker's network that packets leave, and the services they want. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.understanding.lexicon import COMMON, HELD_TOGETHER, MEANING, NO_BUCKETS, ROUTING, SERVICES, SHOWING, SIDE_BY_SIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


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
_ODD_NAME = r"([A-Za-z][A-Za-z0-9]*[_-][A-Za-z0-9_-]*[A-Za-z0-9])"
#: A function called by its bare name; one without a hyphen could be any word.
_FUNCTION_NAMED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_EDGE}{_ODD_NAME}\s?(?:lambda|람다)(?![A-Za-z0-9_:-])",
        rf"(?:lambda|람다)\s?(?:functions?|함수)\s+(?:(?:named|called)\s+)?{_ODD_NAME}{_END}",
    )
)
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
        rf"^\s*check\s+{_NAME}\s*[.!?]*$",
        rf"\b(?:is|are)\s+(?:the\s+)?{_NAME}\s+(?:private|public|isolated|blocked)\b",
    )
)

_WORD = re.compile(rf"{_EDGE}{_NAME}(?![A-Za-z0-9_:/-])")
_COMPARES = re.compile(SIDE_BY_SIDE, re.IGNORECASE)
#: A Korean sentence about a service that opens with a name: "marsh 왜 S3 안 돼?".
_OPENING = re.compile(rf"\s*{_NAME}(?:\s|[은는이가도]\s)(?=.*[가-힣])")
#: What stands behind, and before, a place that traffic is to reach.
_TOWARDS = re.compile(r"\s?(?:서브넷|인스턴스|subnet|instance)?\s?(?:으?로|까지|에)(?![가-힣])", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|reach|with|ping)\s+(?:the\s+)?$", re.IGNORECASE)
_SHOWING = re.compile(SHOWING, re.IGNORECASE)
_SUBNETS = re.compile(r"서브넷|섭넷|\bsubnets\b", re.IGNORECASE)
_MEANING = re.compile(MEANING, re.IGNORECASE)
_COMPARE = re.compile(r"\bcompare\b|비교|\bvs\b", re.IGNORECASE)
_JOINS = re.compile(HELD_TOGETHER, re.IGNORECASE)

_ALIASES = sorted(SERVICES, key=len, reverse=True)
_SERVICE = re.compile(
    r"(?<![A-Za-z0-9_.:/-])(" + "|".join(re.escape(name) for name in _ALIASES) + r")(?![A-Za-z0-9_-])", re.IGNORECASE
)
#: Destinations that are taken as they are written. Korean particles follow without a space, so only ASCII belongs to them.
_ASCII = r"[!-+\--;=?-~]"
_VERBATIM = re.compile(
    rf"s3://[a-z0-9.-]+(?:/{_ASCII}*)?|https?://{_ASCII}+|arn:aws[a-z-]*:{_ASCII}+|"
    rf"{_EDGE}(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.){{2,}}[a-z]{{2,}}{_END}",
    re.IGNORECASE,
)
_BUCKET_NAME = r"([a-z0-9](?=[a-z0-9.-]*[-.0-9])[a-z0-9.-]*[a-z0-9])"
_BUCKETS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_EDGE}{_BUCKET_NAME}\s?(?:버킷|buckets?{_END})",
        rf"\bbucket\s+(?:(?:named|called)\s+)?{_BUCKET_NAME}{_END}",
        rf"버킷\s+{_BUCKET_NAME}{_END}",
    )
)
_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d[a-z]?", re.IGNORECASE)
#: `ec2` before one of these is a machine, not the EC2 API.
_MACHINE = re.compile(r"\s*(?:instances?\b|인스턴스|서버|server|i-[0-9a-f]|에서|인데|가\b|이\b|는\b)", re.IGNORECASE)
_EC2_API = re.compile(r"ec2\s?(?:api|에이피아이)", re.IGNORECASE)
_LEAVES = re.compile(r"\bnat\b|인터넷|internet|진단|diagnose|나가|막히|막혀", re.IGNORECASE)
#: What stands behind the word that traffic is bound for.
_BOUND = re.compile(
    r"\s?(?:api|에이피아이)?\s?(?:로|으로|에(?!서)|까지|트래픽|traffic|접속|연결|통신|되|안|도|은|는|랑|이랑|와|과|하고|,|\?|$|and\b|or\b|&)",
    re.IGNORECASE,
)


def sources_in(said: str, names: frozenset[str], *, about_ways: bool = False) -> tuple[Sighting, ...]:
    """Give the place that the sentence names, or those that it holds against each other, in its order.

    A name or an address counts only in a sentence about where traffic goes, or where the talk is of that already.
    """
    together = _together(said, names, about_ways=about_ways)
    if together:
        return together
    found = _source(said, names, about_ways=about_ways)
    return () if found is None else (found,)


def _source(said: str, names: frozenset[str], *, about_ways: bool) -> Sighting | None:
    """Give the place of the asker's network that the sentence names, the surest kind first; None where there is none."""
    if (found := next(_beyond_doubt(said), None)) is not None:
        return found
    if not (about_ways or _ROUTING.search(said) or _spans(said)):
        return None
    for pattern in _FUNCTION_NAMED:
        if (named := pattern.search(said)) is not None:
            return Sighting(source=f"lambda:{named[1]}", sure=False, start=named.start(), end=named.end())
    if (address := _PRIVATE_IP.search(said)) is not None and _bound_elsewhere(said):
        return _sighted(address)
    return _known(said, names) or _guess(said) or _opening(said)


def _beyond_doubt(said: str) -> Iterator[Sighting]:
    """Give what is written as an id or as `lambda:NAME`."""
    for found in _ID.finditer(said):
        yield Sighting(source=found[0].lower(), sure=True, start=found.start(), end=found.end())
    for found in _FUNCTION.finditer(said):
        name = found[0][len("lambda:") :]
        yield Sighting(source=f"lambda:{name}", sure=True, start=found.start(), end=found.end())


def _sighted(found: re.Match[str]) -> Sighting:
    return Sighting(source=found[0], sure=True, start=found.start(), end=found.end())


def _together(said: str, names: frozenset[str], *, about_ways: bool) -> tuple[Sighting, ...]:
    """Give two places or more that the sentence joins ("orchard and harbor"); nothing where it joins none.

    Names that nobody has seen count only where the sentence compares what traffic does, or says that they are subnets.
    """
    places = [*_beyond_doubt(said), *map(_sighted, _PRIVATE_IP.finditer(said)), *_all_known(said, names)]
    about = about_ways or _ROUTING.search(said) is not None or bool(_spans(said))
    if _SUBNETS.search(said) or ((about or _COMPARE.search(said)) and _COMPARES.search(said) and not _MEANING.search(said)):
        places += _words(said, places)
    places.sort(key=lambda one: one.start)
    chain: list[Sighting] = []
    for place in places:
        if chain and not _JOINS.fullmatch(said, chain[-1].end, place.start):
            if len(chain) > 1:
                break
            chain = []
        chain.append(place)
    told_apart = {one.source.lower() for one in chain}
    meant = about or _COMPARES.search(said) or _SUBNETS.search(said)
    return tuple(chain) if meant and 1 < len(chain) == len(told_apart) else ()


def _all_known(said: str, names: frozenset[str]) -> Iterator[Sighting]:
    """Give every Name tag of the network that the sentence holds, the longest where they overlap."""
    rest = said
    while (found := _known(rest, names)) is not None:
        yield found
        rest = rest[: found.start] + " " * (found.end - found.start) + rest[found.end :]


def _words(said: str, places: Sequence[Sighting]) -> list[Sighting]:
    """Give the words that could be somebody's Name tag."""
    services = [Sighting(source=service, sure=True, start=start, end=end) for start, end, service in _spans(said)]
    return [
        Sighting(source=found[1], sure=False, start=found.start(1), end=found.end(1))
        for found in _WORD.finditer(said)
        if _may_name(found[1]) and not _inside(found.start(1), [*places, *services])
    ]


def destinations_in(said: str, sources: Sequence[Sighting] = ()) -> tuple[str, ...]:
    """Give the services, buckets and hostnames that the sentence names as ends of the way, in its order."""
    verbatim = [found for found in _VERBATIM.finditer(said) if not _inside(found.start(), sources)]
    if verbatim:
        return tuple(dict.fromkeys(found[0].rstrip(".?!)") for found in verbatim))
    buckets = [name for name, start in _buckets(said) if not _inside(start, sources)]
    if buckets:
        return tuple(dict.fromkeys(f"s3://{name}" for name in buckets))
    spans = [one for one in _spans(said) if not _inside(one[0], sources) and not _is_machine(said, *one[:2])]
    bound = {spans[at] for at in range(len(spans)) if _is_bound(said, spans[at:])}
    return tuple(dict.fromkeys(service for span in spans if (span in bound or not bound) for service in span[2:]))


def _is_bound(said: str, spans: Sequence[tuple[int, int, str]]) -> bool:
    """Say whether traffic is bound for the first of these services: named as an end, or in one list with one that is."""
    (_, end, _), *rest = spans
    if _BOUND.match(said, end):
        return True
    return bool(rest) and not said[end : rest[0][0]].strip(" ,") and _is_bound(said, rest)


def _buckets(said: str) -> Iterator[tuple[str, int]]:
    """Give the names beside the word bucket that are no ordinary words, with where they stand."""
    for pattern in _BUCKETS:
        for found in pattern.finditer(said):
            name = found[1].lower()
            if name not in NO_BUCKETS and name not in SERVICES and name not in COMMON and not _REGION.fullmatch(name):
                yield name, found.start(1)


def _is_machine(said: str, start: int, end: int) -> bool:
    return said[start:end].lower() == "ec2" and _MACHINE.match(said, end) is not None


def _spans(said: str) -> list[tuple[int, int, str]]:
    return [(found.start(1), found.end(1), SERVICES[found[1].lower()]) for found in _SERVICE.finditer(said)]


def _bound_elsewhere(said: str) -> bool:
    """Say whether something is there to be reached, so that an address is a sender and not the subject of a question."""
    named = [service for service in destinations_in(said) if service != "ec2" or _EC2_API.search(said)]
    return bool(named) or _LEAVES.search(said) is not None


def _inside(at: int, sources: Sequence[Sighting]) -> bool:
    return any(source.start <= at < source.end for source in sources)


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
            if _may_name(name):
                return Sighting(source=name, sure=False, start=found.start(1), end=found.end(1))
    return None


def _opening(said: str) -> Sighting | None:
    """Give the name that a Korean sentence about a service, or a demand to be shown something, begins with."""
    found = _OPENING.match(said)
    if found is None or not _may_name(found[1]) or not (_spans(said) or _SHOWING.search(said)) or _MEANING.search(said):
        return None
    return Sighting(source=found[1], sure=False, start=found.start(1), end=found.end(1))


def reaches_another(said: str, sources: Sequence[Sighting], names: frozenset[str]) -> bool:
    """Say whether the sentence asks for the way to another place of the network, which is no AWS service."""
    others = [one for one in (*_beyond_doubt(said), *_all_known(said, names)) if not _inside(one.start, sources)]
    return any(_TOWARDS.match(said, one.end) or _TO.search(said[: one.start]) for one in others)


def words_in(said: str) -> tuple[str, ...]:
    """Give the words of a sentence that could be somebody's Name tag."""
    return tuple(one.source for one in _words(said, ()))


def _may_name(word: str) -> bool:
    return word.lower() not in COMMON and word.lower() not in SERVICES
