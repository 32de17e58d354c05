"""Answers without what tells whose they are, from which every diagnosis comes out the same.

Other names stand for accounts, tags, users and roles, buckets, access points, functions, keys, security groups, private
domains, organisations, e-mail addresses and free text. What stays is what the diagnosis is about: the ids of resources,
IP addresses, ports, Regions and zones, the names of AWS's services and its public buckets, and the keys of objects.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from diagnostics.collect.answers import Answers, Refusal
from diagnostics.collect.parse.regions import whereabouts
from diagnostics.collect.pseudonyms import Kind, Pseudonyms
from diagnostics.collect.touched import holds_aws_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diagnostics.collect.answers import Body

    StandIn = Callable[[Kind, str], str]

_ENCODED = re.compile(r"\s*Encoded authorization failure message:.*", re.DOTALL)
_WORD = r"[^\s\"',;()\[\]]+"
_PART = r"[^/\s\"',;()\[\]]+"
_ARN = r"arn:aws[a-z-]*"
#: Where names are in any text: what is before one, and the name itself.
_IN_TEXT: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(f"(?P<before>{before})(?P<name>{name})"))
    for kind, before, name in (
        (Kind.PRINCIPAL, r"\bAROA[A-Z0-9]{12,}:", r"[\w+=,.@*?-]+"),
        (Kind.EMAIL, r"(?<![A-Za-z0-9._%+-])", r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
        (Kind.UNIQUE_ID, r"\b", r"(?:AIDA|AROA|AKIA|ASIA|AGPA|AIPA|ANPA|ABIA|ACCA)[A-Z0-9]{12,}\b"),
        (Kind.BUCKET, rf"{_ARN}:s3:::|{_ARN}:s3express:[^:\s]*:[^:\s]*:bucket/", _PART),
        (Kind.BUCKET, r"(?<![A-Za-z0-9.*-])(?!\S*vpce-)", r"[a-z0-9][a-z0-9.-]+(?=\.s3[.-]\S*amazonaws\.com)"),
        (Kind.ACCESS_POINT, rf"{_ARN}:s3:[^:\s]*:[^:\s]*:accesspoint/", _PART),
        (Kind.ACCESS_POINT, r"(?<![A-Za-z0-9.*-])", r"[a-z0-9-]+(?=-\d{12}\.s3-accesspoint\.)"),
        (Kind.KEY, rf"{_ARN}:kms:[^:\s]*:[^:\s]*:(?:key|alias)/", _WORD),
        (Kind.FUNCTION, rf"{_ARN}:lambda:[^:\s]*:[^:\s]*:function:", r"[A-Za-z0-9_*?-]+"),
        (Kind.ORGANISATION, r"\b", r"o-[a-z0-9]{10,32}\b"),
        (Kind.USER_NUMBER, r"\b", r"[0-9a-f]{64}\b"),
        (Kind.ACCOUNT, r"(?<![0-9A-Za-z])", r"\d{12}(?![0-9A-Za-z])"),
    )
)
_IAM_KINDS = "user|role|group|assumed-role|federated-user|instance-profile|saml-provider|policy|mfa"
_PRINCIPAL = re.compile(rf"(?P<before>{_ARN}:(?:iam|sts)::[0-9*?]*:(?:{_IAM_KINDS})/)(?P<name>{_WORD})")
#: What every text with a name in it has. Most texts are short, and have none.
_MAYBE = re.compile(r"@|arn:|\d{12}|s3[.-]|A[A-Z]{3}[A-Z0-9]{12}|o-[a-z0-9]{10}|[0-9a-f]{64}")
_VARIABLE = re.compile(r"\$\{[^}]*\}")
#: In the place of a call's word, within the values of a DHCP option that is a domain.
_DOMAIN_VALUES = "domain-name"
_TAG_LISTS = frozenset({"Tags", "TagSet", "TagList"})
_DOCUMENTS = frozenset({"PolicyDocument", "Policy"})
_MEMBERS: Mapping[str, Kind] = MappingProxyType(
    {
        "GroupName": Kind.NAME,
        "KeyName": Kind.NAME,
        "PrefixListName": Kind.NAME,
        "CreatorRequestId": Kind.TEXT,
        "ClientToken": Kind.TEXT,
        "Comment": Kind.TEXT,
        "FunctionName": Kind.FUNCTION,
        "Bucket": Kind.BUCKET,
        "DomainName": Kind.DOMAIN,
        "Domains": Kind.DOMAIN,
        "BlockOverrideDomain": Kind.DOMAIN,
    }
)
#: What `Name` is the name of, by how the call's word begins; elsewhere it is a state's, or the name of something of AWS's.
_NAMES: tuple[tuple[str, Kind], ...] = (
    ("list-hosted-zones", Kind.DOMAIN),
    ("list-resource-record-sets", Kind.DOMAIN),
    ("list-resolver-", Kind.NAME),
    ("list-firewall-", Kind.NAME),
    ("list-profile-", Kind.NAME),
    ("get-access-point", Kind.ACCESS_POINT),
)
#: What calls are about that are named by people.
_SUBJECTS: tuple[tuple[str, Kind], ...] = (
    ("head-bucket", Kind.BUCKET),
    ("get-bucket-", Kind.BUCKET),
    ("get-function-", Kind.FUNCTION),
    ("get-access-point", Kind.ACCESS_POINT),
)
#: Condition keys whose values are names; those of others are ARNs, addresses, ids or AWS's own words.
_PERSONAL: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"aws:(username|sourceidentity)|sts:rolesessionname|saml:.*", re.IGNORECASE), Kind.PRINCIPAL),
    (re.compile(r"aws:tagkeys", re.IGNORECASE), Kind.TAG),
    (re.compile(r".*tag/.*", re.IGNORECASE), Kind.NAME),
)
#: AWS's own descriptions of network interfaces tell what they belong to.
_DESCRIPTIONS = re.compile(
    r"VPC Endpoint Interface vpce-\w+|Interface for NAT Gateway nat-\w+|AWS Lambda VPC ENI|RDSNetworkInterface|ELB"
    r"|Network Interface for Transit Gateway Attachment tgw-attach-\w+"
)


#: How a wildcard is written in a domain list, and in a record, where Route 53 writes it in octal.
_WILDCARDS = ("*.", "\\052.")


@dataclass(frozen=True, slots=True)
class Redaction:
    """Answers with other names in them, and how to ask about them: `legend` tells what stands for which name."""

    answers: Answers
    pseudonyms: Pseudonyms

    @property
    def legend(self) -> Mapping[str, str]:
        """Give what stands for each name by which somebody may ask. Whoever has it can undo the redaction."""
        return self.pseudonyms.legend()

    def of(self, asked: str) -> str:
        """Give a source, destination or principal as one has to ask for it now."""
        text = asked.strip()
        start, colon, name = text.partition(":")
        if colon and start.casefold() == "lambda":
            return f"{start}:{self.pseudonyms.of(Kind.FUNCTION, name)}"
        if text.casefold().startswith("s3://"):
            bucket, slash, key = text[5:].partition("/")
            return f"{text[:5]}{self.pseudonyms.of(Kind.BUCKET, bucket)}{slash}{key}"
        return _Rewriting(self.pseudonyms.of).text(self.pseudonyms.of(Kind.NAME, text))


def redact(answers: Answers) -> Answers:
    """Give the answers with other names in them; the same answers give the same names."""
    return redaction_of(answers).answers


def redaction_of(answers: Answers) -> Redaction:
    """Give the answers with other names in them, and what stands for what."""
    found: defaultdict[Kind, set[str]] = defaultdict(set)

    def gather(kind: Kind, name: str) -> str:
        found[kind].add(name)
        return name

    _Rewriting(gather).answers(answers)
    here = whereabouts(answers, None)
    pseudonyms = Pseudonyms(found, first=here.account, region=here.region)
    return Redaction(_Rewriting(pseudonyms.of).answers(answers), pseudonyms)


class _Rewriting:
    """Goes through answers and puts in the place of every name what `stand_in` gives for it."""

    def __init__(self, stand_in: StandIn) -> None:
        self._stand_in = stand_in

    def answers(self, answers: Answers) -> Answers:
        """Give the answers with every name replaced."""
        said = {self._key(key): self._said(key.partition(".")[0], each) for key, each in answers.said.items()}
        meta = replace(answers.meta, account=self.text(answers.meta.account))
        return Answers(said=said, meta=meta, unread=tuple((self.text(name), self.text(why)) for name, why in answers.unread))

    def text(self, text: str) -> str:
        """Give any text with the names in it replaced."""
        if not _MAYBE.search(text):
            return text
        text = _PRINCIPAL.sub(lambda found: found["before"] + self._path(found["name"]), text)
        for kind, pattern in _IN_TEXT:
            text = pattern.sub(lambda found, kind=kind: found["before"] + self._name(kind, found["name"]), text)  # type: ignore[misc]
        return text

    def _key(self, key: str) -> str:
        word, dot, subject = key.partition(".")
        kind = next((kind for start, kind in _SUBJECTS if word.startswith(start)), None)
        return f"{word}{dot}{self._stand_in(kind, subject)}" if kind and subject else key

    def _said(self, word: str, said: Body | Refusal) -> Body | Refusal:
        if isinstance(said, Refusal):
            return Refusal(said.code, self.text(_ENCODED.sub("", said.text)))
        return self._object(word, said)

    def _value(self, word: str, member: str, value: Any) -> Any:  # noqa: ANN401 (any JSON)
        if isinstance(value, dict):
            return self._object(word, value)
        if isinstance(value, list):
            return [self._tag(each) if member in _TAG_LISTS else self._value(word, member, each) for each in value]
        return self._string(word, member, value) if isinstance(value, str) else value

    def _object(self, word: str, row: Body) -> Body:
        if row.get("Key") == "domain-name":  # of a DHCP option set
            word = _DOMAIN_VALUES
        return {member: self._value(word, member, value) for member, value in row.items()}

    def _string(self, word: str, member: str, value: str) -> str:
        if member in _DOCUMENTS and value.lstrip().startswith("{"):
            return self._document(value)
        if member in {"Description", "GroupDescription"}:
            return self._description(value)
        if member == "PrivateDnsName":
            host, dot, domain = value.partition(".")
            return f"{self.text(host)}{dot}{self._domain(domain)}"
        kind = _MEMBERS.get(member)
        if member == "Name":
            kind = next((kind for start, kind in _NAMES if word.startswith(start)), None)
        if kind is Kind.DOMAIN or (member == "Value" and word == _DOMAIN_VALUES):
            return self._domain(value)
        return self._name(kind, value) if kind and value else self.text(value)

    def _domain(self, name: str) -> str:
        """Give a domain as it is where AWS's names are in or under it, for names are found by it; a wildcard stays one."""
        if wild := next((start for start in _WILDCARDS if name.startswith(start)), ""):
            return wild + self._domain(name.removeprefix(wild))
        own = holds_aws_names(name) or name.endswith("internal")
        bare = name.rstrip(".")
        return self.text(name) if own else self._stand_in(Kind.DOMAIN, bare) + name[len(bare) :]

    def _description(self, value: str) -> str:
        return found[0] if (found := _DESCRIPTIONS.match(value)) else value and self._stand_in(Kind.TEXT, value)

    def _tag(self, tag: Any) -> Any:  # noqa: ANN401 (any JSON)
        if not isinstance(tag, dict):
            return tag
        kinds = {"Key": Kind.TAG, "Value": Kind.NAME}
        return {
            member: self._stand_in(kinds[member], value) if member in kinds and isinstance(value, str) else value
            for member, value in tag.items()
        }

    def _name(self, kind: Kind, name: str) -> str:
        """Give the stand-in of a name; of one with policy variables in it, only they are left."""
        return str(kind).join(["", *_VARIABLE.findall(name)]) if "${" in name else self._stand_in(kind, name)

    def _path(self, path: str) -> str:
        """Give the path of a user or role with each of its parts replaced, so that the last one can be told without it."""
        return "/".join(part and self._name(Kind.PRINCIPAL, part) for part in path.split("/"))

    def _document(self, text: str) -> str:
        """Give a policy document with the names in it replaced; one that is no JSON, as any text."""
        try:
            return json.dumps(self._policy(json.loads(text)), ensure_ascii=False)
        except (ValueError, RecursionError):
            return self.text(text)

    def _policy(self, value: Any) -> Any:  # noqa: ANN401 (any JSON)
        if isinstance(value, dict):
            return {member: self._element(member, inner) for member, inner in value.items()}
        if isinstance(value, list):
            return [self._policy(each) for each in value]
        return self.text(value) if isinstance(value, str) else value

    def _element(self, member: str, value: Any) -> Any:  # noqa: ANN401 (any JSON)
        if member in {"Sid", "Id"} and isinstance(value, str):
            return value and self._stand_in(Kind.SID, value)
        if member == "Condition" and isinstance(value, dict):
            return {operator: self._tests(tests) for operator, tests in value.items()}
        return self._policy(value)

    def _tests(self, tests: Any) -> Any:  # noqa: ANN401 (any JSON)
        """Give the tests under a condition operator; the key may name a tag."""
        if not isinstance(tests, dict):
            return tests
        replaced = {}
        for key, values in tests.items():
            start, slash, tag = key.partition("/")
            own = f"{start}{slash}{self._stand_in(Kind.TAG, tag)}" if slash else key
            kind = next((kind for pattern, kind in _PERSONAL if pattern.fullmatch(key)), None)
            replaced[own] = self._policy(values) if kind is None else self._names(kind, values)
        return replaced

    def _names(self, kind: Kind, values: Any) -> Any:  # noqa: ANN401 (any JSON)
        if isinstance(values, list):
            return [self._names(kind, each) for each in values]
        return self._name(kind, values) if isinstance(values, str) and values else values
