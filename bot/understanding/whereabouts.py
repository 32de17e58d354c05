"""Which account and which Region a sentence names, and the sentence without them. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """What a sentence says of where to look, empty where it says nothing; `rest` is the sentence without it.

    An account has the name that the policy has for it; one that the asker does not reach stands as it was written.
    `called` is how the account was written: by its name, or by its number.
    """

    account: str = ""
    called: str = ""
    region: str = ""
    rest: str = ""

    def fits(self, account: str, region: str) -> bool:
        """Say whether this account and Region may be meant."""
        return self.account in {"", account} and self.region in {"", region}

    def __bool__(self) -> bool:
        """Say whether an account or a Region was named."""
        return bool(self.account or self.region)


#: Nothing was said of where.
NOWHERE = Whereabouts()

_EDGE = r"(?<![\w.:/@-])"
_END = r"(?![A-Za-z0-9_:/@-]|\.[A-Za-z0-9])"
_IN = r"(?:(?:in|on|for|of|from|under|within|inside)\s+)?(?:(?:the|our|my)\s+)?"
_IN_SURELY = r"(?:in|on|for|from|under|within|inside)\s+(?:(?:the|our|my)\s+)?"
#: Particles behind the word for an account or a Region; they go with it. The longer ones first.
_PARTICLE = r"(?:에서는요?|에서의|에서|에선|에는요?|에|쪽은요?|쪽|의|으로는?|으로|로|은요?|는요?|이|가|을|를|도)?(?![가-힣])"
_KO_ACCOUNT = rf"\s?(?:aws\s?)?(?:계정|어카운트|account){_PARTICLE}"
_ID = r"\d{12}"
_REGION = r"[a-z]{2}(?:-(?:gov|iso[a-z]?))?-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d"
_BUCKET_BEFORE = re.compile(
    r"(?:buckets?|버킷)\S*\s+(?:(?:which|that)\s+)?(?:(?:is|are|lives?)\s+)?(?:(?:in|at)\s+)?$", re.IGNORECASE
)
_BUCKET_BEHIND = re.compile(r"\s?(?:리전)?(?:에\s?있는|의)?\s?(?:\S+\s)?(?:s3\s)?(?:buckets?|버킷)", re.IGNORECASE)
#: Words that stand before "account" and name none.
_NO_NAMES = frozenset(
    {"a", "an", "all", "another", "any", "aws", "both", "cross", "different", "each", "entire", "every", "management"}
    | {"member", "my", "new", "old", "one", "other", "our", "own", "payer", "root", "same", "shared", "single", "that"}
    | {"the", "their", "these", "this", "two", "what", "which", "whole", "your"}
)
_NAMED_OUTRIGHT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_EDGE}{_IN_SURELY}(?:aws\s+)?([A-Za-z][\w-]*|{_ID})\s+(?:aws\s+)?account\b",
        rf"{_EDGE}{_IN_SURELY}(?:aws\s+)?account\s+([A-Za-z][\w-]*|{_ID}){_END}",
        rf"{_EDGE}--account[\s=]+([A-Za-z][\w-]*|{_ID}){_END}",
        rf"{_EDGE}([A-Za-z][A-Za-z0-9_-]*|{_ID})\s?(?:aws\s?)?(?:계정|어카운트){_PARTICLE}",
        rf"{_EDGE}{_IN}({_ID}){_END}{_PARTICLE}",
    )
)
#: What people call Regions. — https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
_CITIES = {
    "서울": "ap-northeast-2",
    "seoul": "ap-northeast-2",
    "도쿄": "ap-northeast-1",
    "tokyo": "ap-northeast-1",
    "오사카": "ap-northeast-3",
    "osaka": "ap-northeast-3",
    "홍콩": "ap-east-1",
    "hong kong": "ap-east-1",
    "싱가포르": "ap-southeast-1",
    "singapore": "ap-southeast-1",
    "시드니": "ap-southeast-2",
    "sydney": "ap-southeast-2",
    "자카르타": "ap-southeast-3",
    "jakarta": "ap-southeast-3",
    "뭄바이": "ap-south-1",
    "mumbai": "ap-south-1",
    "버지니아": "us-east-1",
    "virginia": "us-east-1",
    "오하이오": "us-east-2",
    "ohio": "us-east-2",
    "캘리포니아": "us-west-1",
    "california": "us-west-1",
    "오레곤": "us-west-2",
    "오리건": "us-west-2",
    "oregon": "us-west-2",
    "프랑크푸르트": "eu-central-1",
    "frankfurt": "eu-central-1",
    "아일랜드": "eu-west-1",
    "ireland": "eu-west-1",
    "런던": "eu-west-2",
    "london": "eu-west-2",
    "파리": "eu-west-3",
    "paris": "eu-west-3",
}
_CITY = "|".join(map(re.escape, _CITIES))
_IN_A_CITY = re.compile(
    rf"{_EDGE}(?:{_IN_SURELY}({_CITY})(?:\s+region)?{_END}|({_CITY})\s?(?:리전|region){_PARTICLE})", re.IGNORECASE
)
_IN_A_REGION = re.compile(
    rf"{_EDGE}(?:{_IN_SURELY}({_REGION}){_END}(?:\s+region\b)?|(?:--)?region[\s=]+({_REGION}){_END}|"
    rf"({_REGION})(?![A-Za-z0-9_:/@.-])(?:\s?(?:리전|region){_PARTICLE}|(?:에서는?|에선){_PARTICLE}))",
    re.IGNORECASE,
)
_BARE_REGION = re.compile(rf"{_EDGE}({_REGION}){_END}(?:에|의)?", re.IGNORECASE)


def whereabouts_in(
    text: str, accounts: Mapping[str, str], regions: frozenset[str], names: frozenset[str] = frozenset()
) -> Whereabouts:
    """Give which account and Region are named in what somebody typed.

    `accounts` gives the id for each name that the asker reaches, `regions` those that they may mean by their bare codes. An
    account that only others reach is none here: whether there is one shows in nothing that comes of the sentence.
    A word that is one of the network's `names`, too, is an account only where the sentence says so.
    """
    said = unicodedata.normalize("NFC", text)
    account, called, said = _account_in(said, accounts, {name.casefold() for name in names})
    region, said = _region_in(said, regions)
    rest = " ".join(said.split()) if account or region else text
    return Whereabouts(account=account, called=called, region=region, rest=rest)


def _account_in(said: str, accounts: Mapping[str, str], names: set[str]) -> tuple[str, str, str]:
    """Give the account, how it was written, and the rest."""
    for name, found in _sightings(said, accounts, names):
        number = accounts[name]
        return name, number if number and number in found[0] else name, _without(said, found)
    for pattern in _NAMED_OUTRIGHT:
        for found in pattern.finditer(said):
            if found[1].casefold() not in _NO_NAMES | names:
                return found[1], found[1], _without(said, found)
    return "", "", said


def _sightings(said: str, accounts: Mapping[str, str], names: set[str]) -> Iterator[tuple[str, re.Match[str]]]:
    """Give the accounts that a sentence names, those that it calls accounts first."""
    called = sorted(accounts, key=len, reverse=True)
    words = {name: "|".join(re.escape(one) for one in (name, accounts[name]) if one) for name in called}
    for name in called:
        word = words[name]
        outright = (
            rf"{_EDGE}{_IN}(?:aws\s+)?(?:{word})(?:\s+(?:aws\s+)?account\b|{_KO_ACCOUNT})",
            rf"{_EDGE}{_IN}(?:aws\s+)?(?:account|계정)[\s=]+(?:{word}){_END}{_PARTICLE}",
            rf"{_EDGE}--account[\s=]+(?:{word}){_END}",
        )
        yield from ((name, found) for one in outright if (found := re.search(one, said, re.IGNORECASE)))
    for name in called:
        bare = [rf"{_EDGE}{_IN}{re.escape(accounts[name])}{_END}{_PARTICLE}"] if accounts[name] else []
        if name.casefold() not in names:
            word = re.escape(name)
            bare += [rf"{_EDGE}{_IN_SURELY}{word}{_END}", rf"{_EDGE}{word}(?:에서는요?|에서의|에서|에선)(?![가-힣])"]
        yield from ((name, found) for one in bare if (found := re.search(one, said, re.IGNORECASE)))


def _region_in(said: str, regions: frozenset[str]) -> tuple[str, str]:
    for pattern in (_IN_A_REGION, _IN_A_CITY):
        for found in pattern.finditer(said):
            if not _of_a_bucket(said, found):
                written = next(one for one in found.groups() if one).lower()
                return _CITIES.get(written, written), _without(said, found)
    for found in _BARE_REGION.finditer(said):
        if found[1].lower() in regions and not _of_a_bucket(said, found):
            return found[1].lower(), _without(said, found)
    return "", said


def _of_a_bucket(said: str, found: re.Match[str]) -> bool:
    """Say whether a Region is where a bucket is, rather than where to look from."""
    return bool(_BUCKET_BEFORE.search(said[: found.start()]) or _BUCKET_BEHIND.match(said[found.end() :]))


def _without(said: str, found: re.Match[str]) -> str:
    return f"{said[: found.start()]} {said[found.end() :]}"
