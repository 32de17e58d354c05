"""Stand-ins for names: the same for the same name, and matched by the stand-ins of the same patterns."""

from __future__ import annotations

import re
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Accounts as AWS's own documentation writes them; there are more after these.
_ACCOUNTS = ("111122223333", "444455556666", "777788889999")
_WILD = frozenset("*?")
_START = re.compile(r"[^*?]{3,}\*")
_ENDING = re.compile(r"--[a-z0-9-]+--x-s3$|-s3alias$|--ol-s3$|\.mrap$")
#: Buckets of AWS that anybody's workloads fetch from, `R` in the place of the Region.
_AWS_BUCKETS = (
    "prod-R-starport-layer-bucket",
    "amazonlinux-2-repos-R",
    "al2023-repos-R-de612dc2",
    "amazonlinux.R.amazonaws.com",
    "packages.R.amazonaws.com",
    "repo.R.amazonaws.com",
    "aws-ssm-R",
    "amazon-ssm-R",
    "amazon-ssm-packages-R",
    "aws-ssm-document-attachments-R",
    "aws-windows-downloads-R",
    "patch-baseline-snapshot-R",
    "aws-patch-manager-R-a53fc9dce",
    "aws-patchmanager-macos-R",
    "R-birdwatcher-prod",
    "aws-ssm-distributor-file-R",
    "aws-codedeploy-R",
    "cloudformation-waitcondition-R",
    "cloudformation-custom-resource-response-R",
    "cloudformation-examples",
    "elasticbeanstalk-samples-R",
    "elasticbeanstalk-platform-assets-R",
    "R.elasticmapreduce",
)
_OF_AWS = re.compile(
    "|".join(
        re.escape(name)
        .replace("R", r"[a-z0-9*?-]+")
        .replace("de612dc2", r"[a-z0-9*?]*")
        .replace("a53fc9dce", r"[a-z0-9*?]*")
        for name in _AWS_BUCKETS
    )
)


class Kind(StrEnum):
    """What a name is the name of; the value is how its stand-ins begin."""

    ACCOUNT = "account"
    BUCKET = "bucket"
    ACCESS_POINT = "accesspoint"
    PRINCIPAL = "principal"
    FUNCTION = "function"
    KEY = "key"
    NAME = "name"
    TAG = "tag"
    SID = "Statement"
    EMAIL = "email"
    UNIQUE_ID = "id"
    ORGANISATION = "o-example"
    USER_NUMBER = "user-number"
    DOMAIN = "zone"
    TEXT = "redacted"


#: Stand-ins that are no word and number.
_FORMS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.EMAIL: "user-{number}@example.com",
        Kind.UNIQUE_ID: "{start}EXAMPLE{number:0>10}",
        Kind.USER_NUMBER: "{number:0>64}",
        Kind.SID: "{kind}{number}",
        Kind.DOMAIN: "{kind}-{number}.example",
        Kind.ORGANISATION: "{kind}{number:0>5}",
        Kind.TEXT: "{kind}",
    }
)


def is_public(kind: Kind, name: str) -> bool:
    """Say whether everybody knows the name: AWS's own buckets, roles, keys and lists, and what AWS calls `default`."""
    match kind:
        case Kind.BUCKET:
            return _OF_AWS.fullmatch(name) is not None
        case Kind.PRINCIPAL:
            own = ("AWSServiceRoleFor", "aws-service-role", "aws-reserved", "service-role")
            return name.startswith(own) or name.endswith(".amazonaws.com")
        case Kind.KEY:
            return name.startswith("aws/")
        case Kind.TAG:
            return name == "Name" or name.startswith("aws:")
        case Kind.NAME:
            return name == "default" or name.startswith(("com.amazonaws.", "cn.com.amazonaws.", "eu.amazonaws."))
        case _:
            return False


class Pseudonyms:
    """Stand-ins for a set of names. `first` is the account that gets the first number, `region` that of AWS's buckets."""

    def __init__(self, names: Mapping[Kind, Iterable[str]], *, first: str, region: str) -> None:
        self._of: dict[tuple[Kind, str], str] = {}
        buckets_of_aws = tuple(name.replace("R", region) for name in _AWS_BUCKETS)
        for kind, found in names.items():
            own = sorted({name for name in found if name and not is_public(kind, name)})
            if kind is Kind.ACCOUNT:
                own.sort(key=lambda account: account != first)
            known = buckets_of_aws if kind is Kind.BUCKET else ()
            self._of.update({(kind, name): stand_in for name, stand_in in _stand_ins(kind, own, known)})

    def of(self, kind: Kind, name: str) -> str:
        """Give the stand-in of a name; a name that is not known, or known to everybody, stays."""
        return self._of.get((kind, name), name)

    def legend(self) -> dict[str, str]:
        """Give every name by which a person may ask, and what stands for it."""
        asked = (Kind.PRINCIPAL, Kind.FUNCTION, Kind.ACCESS_POINT, Kind.BUCKET, Kind.NAME, Kind.ACCOUNT)
        return {name: stand_in for kind in asked for (own, name), stand_in in self._of.items() if own is kind}


def _stand_ins(kind: Kind, names: list[str], of_aws: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give each name's and each pattern's stand-in, so that they match each other as before.

    A pattern gets a mark that is in the stand-ins of just those names that it matches. One that says how buckets of AWS
    begin, too, stays as it is, and the stand-ins of the names that it matches begin like that.
    """
    patterns = [name for name in names if _WILD & set(name)]
    kept = [each for each in patterns if _START.fullmatch(each) and any(name.startswith(each[:-1]) for name in of_aws)]
    marked = [pattern for pattern in patterns if pattern not in kept and pattern.strip("*")]
    concrete = [name for name in names if name not in patterns]
    width = max(3, len(str(len(concrete))))
    for number, name in enumerate(concrete, 1):
        marks = "".join(f"p{mark}-" for mark, pattern in enumerate(marked, 1) if matches(pattern, name))
        stand_in = marks + _numbered(kind, name, f"{number:0{width}}")
        start = max((each[:-1] for each in kept if name.startswith(each[:-1])), key=len, default="")
        yield name, start + stand_in
    yield from ((pattern, pattern) for pattern in kept)
    for mark, pattern in enumerate(marked, 1):
        yield pattern, f"*p{mark}-*{kind}{'?' * (width + 1)}{'*' if pattern.endswith('*') else ''}"


def matches(pattern: str, name: str) -> bool:
    """Say whether a pattern of IAM's, with `*` and `?`, matches a name."""
    parts = (".*" if each == "*" else "." if each == "?" else re.escape(each) for each in pattern)
    return re.fullmatch("".join(parts), name, re.DOTALL) is not None


def _numbered(kind: Kind, name: str, number: str) -> str:
    """Give a stand-in of the same form: what a name looks like decides how buckets are addressed, and what an id is of."""
    if kind is Kind.ACCOUNT:
        return _ACCOUNTS[int(number) - 1] if int(number) <= len(_ACCOUNTS) else number.rjust(12, "9")
    ending = found[0] if kind is Kind.BUCKET and (found := _ENDING.search(name)) else ""
    between = "." if kind is Kind.BUCKET and "." in name.removesuffix(ending) else "-"
    form = _FORMS.get(kind, "{kind}{between}{number}{ending}")
    return form.format(kind=kind, number=number, start=name[:4], between=between, ending=ending)
