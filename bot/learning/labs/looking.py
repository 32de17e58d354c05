"""What somebody wants to see of a lab's network: topics and resources, in the words of people who run networks. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.understanding.lexicon import MEANING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Topic(StrEnum):
    """What can be looked at, in the order in which the buttons stand."""

    OVERVIEW = "overview"
    ROUTES = "routes"
    ENDPOINTS = "endpoints"
    DNS = "dns"
    GATEWAYS = "gateways"
    GROUPS = "groups"
    ACLS = "acls"
    POLICIES = "policies"
    LISTS = "lists"


@dataclass(frozen=True, slots=True)
class Look:
    """The wish to see these topics, and these resources by id; of the topics only what is theirs, where both are named."""

    topics: tuple[Topic, ...] = ()
    ids: tuple[str, ...] = ()


_WORDS: Mapping[Topic, str] = MappingProxyType(
    {
        Topic.ROUTES: r"rout(?:e|ing)\s?tables?|\broutes?\b|\brouting\b|라우(?:팅|트)\s?테이블|라우팅|라우트|\brtbs?\b",
        Topic.POLICIES: r"polic(?:y|ies)|정책|폴리시|\bbuckets?\b|버킷",
        Topic.LISTS: r"(?:managed\s)?prefix[\s-]?lists?|(?:관리형\s)?(?:접두사|프리픽스)\s?(?:목록|리스트)",
        Topic.GROUPS: r"security\s?groups?|보안\s?그룹|\bsgs?\b|시큐리티\s?그룹",
        Topic.ACLS: r"(?<![a-z])n?acls?(?![a-z-])|network\s?acls?|네트워크\s?acl",
        Topic.DNS: (
            r"(?<![a-z])dns(?![a-z])|resolver|리졸버|hosted\s?zones?|호스팅\s?(?:영역|존)|host\s?names?|호스트\s?(?:이름|"
            r"네임)|dhcp|"
            r"이름\s?(?:풀이|해석)|name resolution|vpc attributes?|vpc\s?속성"
        ),
        Topic.GATEWAYS: (
            r"(?<![a-z])nat(?![a-z])|nat\s?gateways?|나트|internet\s?gateways?|인터넷\s?게이트웨이|(?<![a-z])igws?(?![a-z])|"
            r"(?<!endpoint )\bgateways\b|게이트웨이(?!\s?(?:vpc\s)?엔드포인트)"
        ),
        Topic.ENDPOINTS: (
            r"endpoints?|엔드포인트|\bvpces?\b|privatelink|프라이빗\s?링크|private[\s-]?dns|(?:프라이빗|사설)\s?dns"
        ),
        Topic.OVERVIEW: (
            r"\bvpcs?\b|subnets?|서브넷|섭넷|instances?|인스턴스|서버|\benis?\b|network interfaces?|네트워크\s?인터페이스|"
            r"\bnetworks?\b|네트워크(?!\s?acl)|overview|개요|전체|구성|한눈에"
        ),
    }
)
_TOPICS = tuple((topic, re.compile(pattern, re.IGNORECASE)) for topic, pattern in _WORDS.items())
_ID = re.compile(
    r"(?<![\w-])(?:vpce|vpc|subnet|rtb|nat|igw|sg|acl|eni|i|pl|dopt)-[0-9a-z]*\d[0-9a-z]*(?![\w-])", re.IGNORECASE
)
_SHOW = re.compile(
    r"보여|보자|볼래|볼게|볼까|봐요?\s*$|조회|출력|(?:알려|말해)\s?(?:줘|주세요)|확인(?:해|하|할)|살펴|들여다|"
    r"(?<!접두사)(?<!접두사 )(?<!리픽스)(?<!리픽스 )목록|"
    r"(?:뭐|무엇|뭐뭐|어떤\s?(?:게|것|줄|규칙|라우트))(?:가|이)?\s?(?:있|들어|연결|붙)|몇\s?(?:개|줄)|어디에\s?(?:연결|"
    r"붙)|어느\s?테이블|"
    r"\bshow\b|(?<!prefix )(?<!prefix-)\blist\b|\bdescribe\b|\bdisplay\b|\bprint\b|\binspect\b|\blook(?:ing)?\s(?:at|"
    r"into)\b|\bsee\b|\bview\b|\bopen up\b|\bcheck\b|"
    r"\bgive me\b|\btell me (?:about|the)\b|\bget\b|"
    r"\bwhat(?:'s| is| are) (?:in|on|inside|attached|associated)\b|\bhow many\b|\bwhich (?:routes?|rules?|tables?|"
    r"groups?|endpoints?)\b",
    re.IGNORECASE,
)
#: Words that may stand beside a topic in a message that is nothing but one: "endpoint policy?", "라우팅 테이블은요?".
_BESIDE = re.compile(
    r"(?:의|은|는|도|을|를|과|와|이랑|랑|요|좀|이|그|저|내|제|우리|my|our|vpc|and|the|of|this|that|its|please|all|every|모든|전체|in|for|"
    r"on|s3|엔드포인트|"
    r"설정|규칙|옵션|속성|상태|인바운드|아웃바운드|연결|settings?|rules?|options?|status|inbound|outbound|attributes?|"
    r"entries)+",
    re.IGNORECASE,
)
#: A question whether something is so: the answer is in what is shown.
_IS_IT = re.compile(
    r"(?:있어요?|있나요?|있니|있는지|켜졌나요?|켜졌어요?|돼요|되나요|인가요|나요|어요|아요|있습니까)\s*[?？]\s*$|"
    r"^\s*(?:is|are|does|do|has|have|did)\b.*[?？]\s*$",
    re.IGNORECASE,
)
_MEANING = re.compile(MEANING, re.IGNORECASE)
_MOST = 3


def look_in(said: str) -> Look | None:
    """Give what somebody wants to see; None where the sentence wants something else."""
    ids = tuple(dict.fromkeys(found[0].casefold() for found in _ID.finditer(said)))
    topics = _topics(_ID.sub(" ", said))
    if not (ids or topics) or not (_SHOW.search(said) or _IS_IT.search(said) or _nothing_else(said)):
        return None
    if _MEANING.search(said) and not ids and not _SHOW.search(said):
        return None
    return Look(topics[:_MOST], ids)


def _topics(said: str) -> tuple[Topic, ...]:
    """Give the topics that are named, each the most exact: an endpoint's policy is a policy, a subnet's table a table."""
    found = [topic for topic, pattern in _TOPICS if pattern.search(said)]
    if len(found) > 1 and Topic.OVERVIEW in found:
        found.remove(Topic.OVERVIEW)
    if Topic.POLICIES in found and Topic.ENDPOINTS in found:
        found.remove(Topic.ENDPOINTS)
    if Topic.DNS in found and Topic.ENDPOINTS in found:  # an endpoint's private DNS is an option of it
        found.remove(Topic.DNS)
    return tuple(found)


def _nothing_else(said: str) -> bool:
    """Say whether a message consists of the names of things alone."""
    rest = _ID.sub(" ", said)
    for _, pattern in _TOPICS:
        rest = pattern.sub(" ", rest)
    words = re.findall(r"[^\s,.?!~？/·&+]+", rest)
    return all(_BESIDE.fullmatch(word) for word in words)
