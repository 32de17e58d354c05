"""What a sentence supposes of the network: "what if private DNS were on", "NAT를 지우면?". Words alone; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.understanding.lexicon import MEANING
from diagnostics.changes import kinds_of_change

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.words import Lang


class Deed(StrEnum):
    """What is done to a thing."""

    OFF = "off"
    ON = "on"
    REMOVE = "remove"
    REPLACE = "replace"
    OPEN = "open"
    ADD = "add"


class Thing(StrEnum):
    """What it is done to."""

    PRIVATE_DNS = "private-dns"
    INBOUND_ONLY = "inbound-only"
    DNS_HOSTNAMES = "dns-hostnames"
    DNS_SUPPORT = "dns-support"
    AMAZON_DNS = "amazon-dns"
    SOURCE_DEST_CHECK = "source-dest-check"
    RESOLVER_RULE = "resolver-rule"
    HOSTED_ZONE = "hosted-zone"
    ENDPOINT_POLICY = "endpoint-policy"
    SECURITY_GROUP = "security-group"
    NETWORK_ACL = "network-acl"
    GATEWAY_ENDPOINT = "gateway-endpoint"
    INTERFACE_ENDPOINT = "interface-endpoint"
    ROUTE_TABLE = "route-table"
    ROUTE = "route"
    ENDPOINT = "endpoint"
    NAT_GATEWAY = "nat-gateway"
    INTERNET_GATEWAY = "internet-gateway"
    BEYOND = "beyond"  # what no kind of change is about


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that is done: the deed, everything that the words name, and the words."""

    deed: Deed
    things: frozenset[Thing]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A supposition about the network that the thread is about. `further` builds on what was supposed before it."""

    said: str
    lang: Lang | None
    further: bool = False
    sources: tuple[str, ...] = ()
    to: tuple[str, ...] = ()


#: Earlier rows win: "비활성화" holds "활성화", and "turn off what is on" switches off.
_DEEDS: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.OFF: r"끄|꺼|껐|비활성화|disabl|\b(?:turn|switch)\w*\s+(?:it\s+)?off|\boff\b",
        Deed.ON: (
            r"켜|켰|켠|켤|켭|활성화|enabl|\b(?:turn|switch)\w*\s+(?:it\s+)?on\b|\b(?:were|was|is|be)\s+on\b|"
            r"\bon\s*[?.!]*$"
        ),
        Deed.REMOVE: (
            r"지우|지웠|지운|지워|지울|삭제|없애|없앴|없으|없다|없어|없는|없이|제거|빼|뺀|뺄|떼|뗀|뗄|없앨|분리|해제|끊|"
            r"죽으|내려가|"
            r"\bdelet|\bremov|\bdrop|\bdetach|\bdisassociat|\bget rid of|\bwithout\b|\bgone\b|\btear down|"
            r"\btake\b.*\b(?:off|away)|\b(?:goes|went|were) down\b|\bdie[sd]?\b|\bno\s+(?:nat|endpoint|gateway)"
        ),
        Deed.REPLACE: r"바꾸|바꿔|바뀌|변경|교체|replac|\bchang|\bpoint",
        Deed.OPEN: r"열면|열어|열고|열었|열자|열게|열기|열도록|엽니다|허용|뚫|\ballow|\bopen|\bpermit",
        Deed.ADD: (
            r"추가|붙이|붙여|붙인|붙일|붙임|연결|넣|만들|만든|생성|달면|달아|두면|쓰면|사용하면|있으면|있다면|"
            r"\badd|\battach|\bassociat|\bcreat|\bput\b|\bhad\b|\bhave\b|\bmade?\b|\bmake\b|\bus(?:e|ed|ing)\b|"
            r"\bthere were\b|\bset up\b|\binstall"
        ),
    }
)
_ACL = r"(?<![a-z])n?acls?(?![a-z])"
_THINGS: Mapping[Thing, str] = MappingProxyType(
    {
        Thing.PRIVATE_DNS: r"private[\s-]?dns|(?:프라이빗|사설)\s?dns",
        Thing.INBOUND_ONLY: (
            r"inbound[\s-](?:resolver[\s-])?(?:endpoints?\s)?only|only\b.*\binbound|인바운드.*(?:전용|에만|만\s)"
        ),
        Thing.DNS_HOSTNAMES: r"dns[\s-]?host\s?names?|dns\s?호스트\s?(?:이름|네임)",
        Thing.DNS_SUPPORT: r"dns[\s-]?(?:support|resolution)|dns\s?(?:확인|지원)",
        Thing.AMAZON_DNS: r"amazon(?:[\s-]?provided)?[\s-]?dns|아마존\s?dns|\bvpc(?:'s)?\s(?:own\s)?resolver|vpc\s?리졸버",
        Thing.SOURCE_DEST_CHECK: r"(?:source|src)[\s/-]*(?:dest(?:ination)?|dst)|(?:소스|원본)\s?[/·]?\s?대상",
        Thing.RESOLVER_RULE: r"(?:resolver|forwarding|forward)\s?rule|(?:리졸버|전달|포워딩)\s?규칙|rslvr-",
        Thing.HOSTED_ZONE: r"hosted\s?zone|호스팅\s?(?:영역|존)|호스티드\s?존",
        Thing.ENDPOINT_POLICY: r"polic(?:y|ies)|정책",
        Thing.SECURITY_GROUP: r"security\s?groups?|보안\s?그룹|\bsgs?\b|(?<![a-z])sg-",
        Thing.NETWORK_ACL: rf"{_ACL}|(?<![a-z])acl-",
        Thing.GATEWAY_ENDPOINT: r"gateway\s?(?:vpc\s)?endpoints?|게이트웨이\s?(?:vpc\s)?엔드포인트",
        Thing.INTERFACE_ENDPOINT: (
            r"interface\s?(?:vpc\s)?endpoints?|인터페이스\s?(?:vpc\s)?엔드포인트|privatelink|프라이빗\s?링크"
        ),
        Thing.ROUTE_TABLE: r"rout(?:e|ing)\s?tables?|라우(?:팅|트)\s?테이블|(?<![a-z])rtb-",
        Thing.ROUTE: r"\broutes?\b(?!\s?tables?)|라우(?:팅|트)(?!\s?테이블)",
        Thing.ENDPOINT: r"endpoints?|엔드포인트|(?<![a-z])vpce(?![a-z])",
        Thing.NAT_GATEWAY: r"(?<![a-z])nat(?![a-z])|natgw|나트",
        Thing.INTERNET_GATEWAY: r"internet\s?gateway|인터넷\s?게이트웨이|(?<![a-z])igw(?![a-z])",
    }
)
_BEYOND = re.compile(
    r"transit[\s-]?gateways?|트랜짓\s?게이트웨이|트랜싯\s?게이트웨이|\btgws?\b|(?:vpc\s)?peerings?|(?:vpc\s?)?피어링|"
    r"\bvpns?\b|"
    r"direct\s?connect|다이렉트\s?커넥트|전용선|cloud\s?wan|클라우드\s?wan|network\s?firewalls?|네트워크\s?방화벽|"
    r"load\s?balancers?|로드\s?밸런서|elastic\s?ips?|탄력적\s?ip|public\s?ips?|공인\s?ip",
    re.IGNORECASE,
)
_DEED_PATTERNS = tuple((deed, re.compile(pattern, re.IGNORECASE)) for deed, pattern in _DEEDS.items())
_THING_PATTERNS = (
    *((thing, re.compile(pattern, re.IGNORECASE)) for thing, pattern in _THINGS.items()),
    (Thing.BEYOND, _BEYOND),
)

_IF = re.compile(
    r"\bwhat if\b|\bwhat\b[^.?!]{0,20}\bhappens?\b[^.?!]{0,30}\b(?:if|when)\b|\bsuppos|\bif (?:i|we|you|there|the|it)\b|"
    r"\bhow about\b|(?<!려)(?<!하)면(?:은|요)?(?![가-힣])|하면(?:은|요)?(?![가-힣])|만약|만일|가정",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"\s*(?:그리고|거기에다?|거기다|게다가|추가로|또한?\s|그\s?상태에서|(?:and\s+)?also\b|and\s+then\b|additionally\b|"
    r"plus\b|"
    r"on top of (?:that|it)\b)[\s,:]*(?:also\b)?\s*",
    re.IGNORECASE,
)
#: A demand, a question how to do it, or what it costs: none of them supposes anything.
_NOT_SUPPOSED = re.compile(
    r"려면|어떻게\s?(?:하면|해야)|비용|요금|얼마|과금|\bcosts?\b|\bpric|\bbilling?\b|\bhow (?:do|can|should|to)\b",
    re.IGNORECASE,
)
_HAPPENS = re.compile(r"무슨\s?일이?", re.IGNORECASE)
_MEANING = re.compile(MEANING, re.IGNORECASE)
_VERBATIM = re.compile(
    r"\s*(?:what if|what-if|--what-if|if|만약)?[\s:]*[\"'`“]?([a-z]+(?:-[a-z]+)+\s[^\"'`”?]*[^\"'`”?\s])[\"'`”]?\s*\??\s*"
)
_AND = re.compile(
    r"\s*[,;]\s*|\s+and\s+(?:then\s+|also\s+)?|\s+then\s+|(?<=[가-힣])고\s+(?:나서\s+)?|\s*그리고\s+", re.IGNORECASE
)
_HANGUL = re.compile(r"[가-힣]")


def verbatim(said: str) -> tuple[str, ...]:
    """Give the changes that are written as `add-route-table vpce-… rtb-…; …`; none where the words are not so written."""
    found = _VERBATIM.fullmatch(without_further(_spaced(said)))
    written = tuple(one.strip() for one in found[1].split(";")) if found is not None else ()
    return written if all(one.split()[:1] and one.split()[0] in kinds_of_change() for one in written) else ()


def further(said: str) -> bool:
    """Say whether the sentence builds on what was supposed before: "and also …", "그리고 …"."""
    return _FURTHER.match(said) is not None


def without_further(said: str) -> str:
    """Give the sentence without the words that build on what was before."""
    return _FURTHER.sub("", said, count=1) if further(said) else said


def supposes(said: str, *, in_thread: bool) -> bool:
    """Say whether a sentence supposes a change of the network; in a thread "and also …" needs no "if"."""
    if verbatim(said):
        return True
    supposed = _IF.search(said) is not None or (in_thread and further(said))
    if not supposed or _NOT_SUPPOSED.search(said) or _MEANING.search(_HAPPENS.sub("", said)):
        return False
    return bool(clauses(said))


def clauses(said: str) -> tuple[Clause, ...]:
    """Give the deeds of a sentence, in its order; nothing where one of them is done to nothing that we know."""
    found = tuple(_clause(text) for text in _with_tables(_joined(without_further(_spaced(said)))))
    return tuple(one for one in found if one is not None) if all(found) else ()


def beyond(said: str) -> str:
    """Give what a sentence names that no change can be about, as it names it; nothing where it names no such thing."""
    found = _BEYOND.search(said)
    return found[0] if found is not None else ""


def _spaced(said: str) -> str:
    """Give the sentence with one space wherever there is room, so that ten thousand of them take no longer than one."""
    return " ".join(said.split())


def _joined(said: str) -> list[str]:
    """Give the sentence in pieces that each hold a deed: Korean says it last, English first."""
    forward = _HANGUL.search(said) is not None
    pieces: list[str] = []
    held = ""
    for part in _AND.split(said):
        whole = f"{held} {part}".strip()
        if _deed(part) is not None:
            pieces.append(whole)
            held = ""
        elif forward or not pieces:
            held = whole
        else:
            pieces[-1] = f"{pieces[-1]} {part}"
    if held and pieces:
        pieces[-1] = f"{pieces[-1]} {held}"
    return pieces


def _with_tables(pieces: list[str]) -> list[str]:
    """Give the pieces with one that gives a new gateway endpoint its tables joined to that endpoint: it is one change."""
    whole: list[str] = []
    for piece in pieces:
        if whole and (made := _clause(whole[-1])) is not None and (given := _clause(piece)) is not None:
            fresh = made.deed is Deed.ADD and Thing.GATEWAY_ENDPOINT in made.things and Thing.ROUTE_TABLE not in made.things
            if fresh and given.deed is Deed.ADD and given.things == {Thing.ROUTE_TABLE}:
                whole[-1] = f"{whole[-1]} {piece}"
                continue
        whole.append(piece)
    return whole


def _deed(text: str) -> Deed | None:
    return next((deed for deed, pattern in _DEED_PATTERNS if pattern.search(text)), None)


def _clause(text: str) -> Clause | None:
    deed = _deed(text)
    things = frozenset(thing for thing, pattern in _THING_PATTERNS if pattern.search(text))
    return Clause(deed, things, text) if deed is not None and things else None
