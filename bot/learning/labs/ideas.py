"""What a newcomer says the trouble is, as rules of the catalogue: by code, by name, by title, or in words of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.findings import catalogue

if TYPE_CHECKING:
    from diagnostics.model.finding import Rule


@dataclass(frozen=True, slots=True)
class Idea:
    """A thought that people put in many ways: all of `needs` is said, `without` is not, and these rules say the same."""

    rules: tuple[str, ...]
    needs: tuple[str, ...]
    without: str = ""

    def said_in(self, text: str) -> bool:
        """Say whether the text puts this thought."""
        return all(re.search(part, text) for part in self.needs) and not (self.without and re.search(self.without, text))


_TABLE, _ENDPOINT = r"테이블|table|rtb", r"엔드포인트|endpoint|vpce"
#: Particles are glued to what they follow ("sg가", "nat로"), so a word of Latin letters ends where those end.
_GROUP = r"보안 ?그룹|security ?group|(?<![a-z])sgs?(?![a-z])"
_NAT = r"(?<![a-z])nat(?![a-z])|nat-|나트"
_ROUTE, _POLICY = r"라우트|라우팅|경로|route|routing|\bpath\b", r"정책|폴리시|policy|policies"
_LACKS = r"없|안 |않|빠|누락|\bno\b|\bnot\b|n't|missing|lack|forg[eo]t|without|never"
_OFF = r"꺼|끄|off|disabled|비활성|안 ?켜|안 ?켰|not enabled|isn't enabled|not on\b|false"
_ACL = r"(?<![a-z])n?acls?(?![a-z])"
_PRIVATE_DNS = r"private ?dns|프라이빗 ?dns"
_CLOSED = r"막|닫|차단|block|clos|허용|allow|없|den(?:y|ies)|열려 ?있지|안 ?열|안 ?받|못 ?받|miss|lack|permit"
_DEFAULT = r"default|기본|디폴트"
_BY_HAND = r"손으로|직접 ?(?:넣|적)|남은|예전|수동|by hand|manual|left ?over"
_CIDR = r"\d+\.\d+\.\d+\.\d+/[1-9]\d*"

IDEAS: tuple[Idea, ...] = (
    Idea(
        ("gateway-endpoint-missing",), (_ENDPOINT, _LACKS), rf"{_TABLE}|{_ROUTE}|연결|associat|attach|{_GROUP}|{_POLICY}|dns"
    ),
    Idea(
        ("gateway-endpoint-not-associated", "gateway-endpoint-wrong-tables"),
        (_TABLE, _ENDPOINT, rf"{_LACKS}|다른|wrong|other|another|only|만 "),
        rf"{_POLICY}|{_GROUP}",
    ),
    Idea(
        ("gateway-endpoint-not-associated", "gateway-endpoint-wrong-tables"),
        (r"pl-|접두사 ?목록|프리픽스 ?리스트|prefix ?list", rf"{_TABLE}|{_ROUTE}", _LACKS),
        rf"겹|overlap|{_POLICY}|{_GROUP}",
    ),
    Idea(
        ("gateway-endpoint-not-associated",),
        (_ENDPOINT, r"연결|associat|attach|붙", rf"{_LACKS}|만 |only"),
        rf"{_POLICY}|{_GROUP}|{_TABLE}",
    ),
    Idea(
        ("gateway-endpoint-not-associated", "gateway-endpoint-wrong-tables"),
        (_TABLE, r"아니라|말고|대신|instead|rather than", r"연결|associat|attach|붙"),
        rf"{_POLICY}|{_GROUP}",
    ),
    Idea(("implicit-main-table",), (r"메인|기본(?! ?(?:라우트|경로))|\bmain\b|default(?! route)", _TABLE)),
    Idea(("no-route",), (_ROUTE, _LACKS), rf"{_ENDPOINT}|테이블에 연결"),
    Idea(
        ("static-route-beats-endpoint",),
        (
            rf"구체적|더 ?긴|긴 프리픽스|longe|specific|정적|static|수동|{_CIDR}",
            rf"{_ROUTE}|{_TABLE}|prefix",
        ),
        r"접두사 목록|prefix list|전파|propagat",
    ),
    Idea(
        ("static-route-beats-endpoint",),
        (_BY_HAND, _ROUTE, rf"이기|이겨|우선|beat|\bwin|s3|{_NAT}"),
        r"pl-|접두사 ?목록|prefix list",
    ),
    Idea(("static-route-beats-endpoint",), (_CIDR, _NAT), rf"pl-|{_GROUP}|{_ACL}"),
    Idea(
        ("prefix-lists-overlap",),
        (
            r"접두사 ?목록|프리픽스 ?리스트|prefix ?list|pl-",
            r"겹|둘|두 ?개|중복|같은|overlap|same|both|two|ambigu|conflict|충돌",
        ),
    ),
    Idea(("prefix-lists-overlap",), (r"목록|리스트|list|pl-", r"s3(?:의|'s)? ?(?:대역|주소|범위|range|cidr|address)")),
    Idea(("prefix-lists-overlap",), (r"pl-", rf"{_CIDR}|{_NAT}"), _LACKS),
    Idea(("prefix-lists-overlap",), (_ROUTE, r"같은|똑같|동일|same|equal", r"프리픽스|prefix|길이|대역|cidr")),
    Idea(("propagated-route-beats-endpoint",), (r"전파|propagat", _ROUTE)),
    Idea(("blackhole-route",), (r"블랙홀|black ?hole|삭제된 nat|deleted nat",)),
    Idea(
        ("nat-path-broken",),
        (_NAT, r"서브넷|subnet|igw|인터넷 ?게이트웨이|internet gateway|private|프라이빗"),
        r"엔드포인트|endpoint",
    ),
    Idea(("gateway-endpoint-behind-nat",), (_NAT, _ENDPOINT, rf"뒤|먼저|behind|first|퍼블릭|public|{_TABLE}|서브넷|subnet")),
    Idea(("private-dns-off",), (_PRIVATE_DNS, _OFF), r"호스트|hostnames?|vpc의|of the vpc"),
    Idea(("private-dns-for-inbound-resolver-only",), (r"인바운드|inbound", r"resolver|리졸버|dns|inbound[- ]only")),
    Idea(
        ("private-dns-without-vpc-dns",),
        (r"호스트 ?이름|호스트네임|host ?names?|enablednshostnames|dns ?속성|dns attribute|enablednssupport",),
    ),
    Idea(
        ("endpoint-security-group-blocks",),
        (_GROUP, _ENDPOINT, rf"{_CLOSED}|인바운드|inbound|ingress"),
        r"아웃바운드|egress|outbound",
    ),
    Idea(("endpoint-security-group-blocks",), (_GROUP, _DEFAULT), r"아웃바운드|egress|outbound"),
    Idea(
        ("endpoint-security-group-blocks",),
        (_GROUP, r"\blet(?:s|ting)?\b.*\bin\b|들여|못 ?들어"),
        r"아웃바운드|egress|outbound",
    ),
    Idea(
        ("endpoint-security-group-blocks",),
        (_GROUP, r"자기 ?자신|자신에게|자신만|itself|self-?referenc|같은 (?:보안 ?)?그룹"),
        r"아웃바운드|egress|outbound",
    ),
    Idea(
        ("endpoint-security-group-blocks",),
        (_GROUP, r"인바운드|inbound|ingress|들어오", rf"{_CLOSED}|만 |only"),
        r"아웃바운드|egress|outbound",
    ),
    Idea(
        ("security-group-egress-closed", "security-group-wrong-prefix-list"),
        (_GROUP, r"아웃바운드|egress|outbound|나가|내보내|\blets?\b.*\bout\b|접두사|prefix|워커|worker|인스턴스|instance"),
    ),
    Idea(
        ("security-group-egress-closed",),
        (r"아웃바운드|egress|outbound", r"만 |만$|only", rf"{_CIDR}|\bvpc\b|vpc ?(?:대역|cidr)"),
        _ACL,
    ),
    Idea(("network-acl-return-denied", "network-acl-egress-denies"), (_ACL,)),
    Idea(
        ("network-acl-return-denied",),
        (
            (
                r"임시 ?포트|에페머럴|ephemeral|응답(?:이|은)? ?(?:트래픽|패킷|포트|못|안|막)|return (?:traffic|port|packet)"
                r"|replies|1024"
            ),
        ),
    ),
    Idea(("endpoint-policy-denies", "endpoint-policy-omits-aws-bucket"), (_ENDPOINT, _POLICY)),
    Idea(
        ("endpoint-policy-denies", "endpoint-policy-omits-aws-bucket"),
        (r"(?:정책|폴리시)에 .*(?:버킷|s3)|polic(?:y|ies) .*(?:bucket|s3)", _LACKS),
        r"버킷 ?(?:정책|폴리시)|bucket(?:'s)? polic",
    ),
    Idea(
        ("bucket-policy-requires-endpoint", "bucket-policy-pins-another-endpoint", "bucket-policy-denies"),
        (r"버킷|bucket", _POLICY),
        r"엔드포인트 정책|endpoint policy|endpoint's policy",
    ),
    Idea(
        ("paying-privatelink-for-s3",),
        (r"인터페이스|interface|privatelink", r"요금|비용|비싸|돈|cost|pay|bill|charge|expens"),
        _NAT,
    ),
)

_CODE = re.compile(r"\b[a-z][a-z0-9]{1,2}-\d{3}\b")
#: Where one thought ends and the next begins.
_CLAUSES = re.compile(
    r"[,;:.]\s|\b(?:and|but|so|because|which|since)\b|그리고|또한|(?<=[어아해라]서)\s|(?<=니까)\s|(?<=는데)\s|(?<=[있없]고)\s|(?<=[지하]고)\s"
)
_DENIED = re.compile(
    r"(?:문제|원인|탓)(?:이|은|는|가)? ?(?:아니|아닌|없)"
    r"|\b(?:not|isn't|no) (?:the |a )?(?:problem|cause|reason|fault|issue)\b"
)


def rules_in(text: str) -> tuple[Rule, ...]:
    """Give the rules that the words stand for, in the order of the catalogue; none where they say no cause that is known."""
    said = " ".join(text.casefold().replace("’", "'").split())
    codes = set(_CODE.findall(said))
    every = catalogue()
    named = {rule.id for rule in every.values() if rule.code.casefold() in codes or rule.id in said or _titled(rule, said)}
    if not named and not _DENIED.search(said):
        parts = (said, *_CLAUSES.split(said))
        named = {rule_id for idea in IDEAS if any(idea.said_in(part) for part in parts) for rule_id in idea.rules}
    return tuple(rule for rule_id, rule in every.items() if rule_id in named)


def _titled(rule: Rule, said: str) -> bool:
    return said.rstrip(".") in {rule.title.ko.casefold(), rule.title.en.casefold()}
