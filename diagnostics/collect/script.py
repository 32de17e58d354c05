"""A shell script that saves a network with the AWS CLI, for those who may not give anybody their credentials."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import replace
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from diagnostics.analysis.destinations import access_point_named
from diagnostics.collect.calls import CALLS, IDENTITY, Call, When, call_of
from diagnostics.collect.looks import SUBJECTS
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from diagnostics.collect.looks import Look, Subjects

_BY = "routelore 0.1, by script"
_REGION = re.compile(r"[a-z]{2,}(?:-[a-z]+)+-\d+")
_VPC = re.compile(r"vpc-[0-9a-z]+")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SERVICES = MappingProxyType({"s3": "s3api"})
_BUCKET_CALL, _LOCATION_CALL, _POINT_CALL = "head-bucket", "get-bucket-location", "get-access-point"
#: Paged operations for which botocore, and so the AWS CLI, has no paginator. A test compares this with botocore.
PAGED_BY_HAND = frozenset(
    {"list-hosted-zones-by-vpc", "describe-vpc-block-public-access-exclusions", "describe-vpc-encryption-controls"}
)
#: Flags that an older AWS CLI does not know; a call is made again without them.
_NEW_FLAGS = frozenset({"IncludeManagedResources"})


#: Stands for an id within quotes, out of which the shell has to come to fill it in.
_ITS_ID = "<id>"
_DAY = 86400
_LOOKED_AT = frozenset(look.word for subjects in SUBJECTS.values() for look in (*subjects.known, *subjects.found))


def script(
    region: str | None = None,
    vpc_id: str | None = None,
    *,
    bucket: str | tuple[str, ...] | None = None,
    function: str | tuple[str, ...] | None = None,
) -> str:
    """Give a script for `sh` that makes the collector's calls with the AWS CLI, and leaves a saved folder and its zip.

    Without a Region it reads the one that the AWS CLI is set to. Raises `AskerError` where a name cannot be one.
    """
    _check(region, _REGION, AskerError(code="unknown-region", region=region or "", nearest=""))
    _check(vpc_id, _VPC, AskerError(code="unknown-vpc", vpc=vpc_id or "", region=region or "-"))
    points = tuple(name for name in _each(bucket) if access_point_named(name))
    buckets = tuple(name for name in _each(bucket) if name not in points)
    named = {"Bucket": buckets, "FunctionName": _each(function), "Name": points}
    for name in (*buckets, *named["FunctionName"]):
        _check(name, _NAME, AskerError(code="unreadable-name", name=name))
    return _filled(_Writer(vpc_id, named), region or "")


def _filled(writer: _Writer, region: str) -> str:
    calls = [*writer.first_round(), *writer.second_round()]
    settings = [f"region={shlex.quote(region)} by={shlex.quote(_BY)}", f"total={writer.known_at_first} now=$(date +%s)"]
    template = files("diagnostics.collect").joinpath("script.sh").read_text(encoding="utf-8")
    return template.replace("  # <settings>\n", _indented(settings)).replace("  # <calls>\n", _indented(calls))


def _indented(lines: Iterable[str]) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in lines)


class _Writer:
    """Writes the calls as shell commands; `known_at_first` is how many there are before the first answer is in."""

    def __init__(self, vpc_id: str | None, named: Mapping[str, tuple[str, ...]]) -> None:
        self._vpc_id = vpc_id
        self._asked = tuple((call, name) for call in CALLS if call.when is When.ASKED for name in named[call.subject_as])
        self._always = tuple(call for call in CALLS if call.when is When.ALWAYS and call is not IDENTITY)
        self.known_at_first = len(self._always) + len(self._asked)

    def first_round(self) -> Iterator[str]:
        """Give the calls that wait for nothing."""
        for call in self._always:
            yield from self._saved(call, "")
        for call, name in self._asked:
            yield from self._saved(call, name)
            if call.word == _BUCKET_CALL:
                yield f"unsaid {call.key(name)} && try {_LOCATION_CALL}.{name} s3api {_LOCATION_CALL} --bucket {name}"
            if call.word == _POINT_CALL:
                yield from self._behind(call, name)

    def _behind(self, call: Call, name: str) -> Iterator[str]:
        """Give the call for the policy of the bucket to which an access point leads."""
        words = self._command(replace(call, keeps=frozenset()), name)
        policy = call_of("get-bucket-policy")
        yield "forget"
        yield f"hear look {call.key(name)} Bucket Bucket {words}"
        yield "total=$((total + many))"
        yield "for each in $found; do"
        yield from (f"  {line}" for line in self._saved(policy, '"$each"'))
        yield "done"

    def second_round(self) -> Iterator[str]:
        """Give what the first answers make worth while to ask, each call after those on whose answers it depends."""
        for subjects, calls in _in_order():
            yield ""
            yield "forget"
            for verb, looks in (("know", subjects.known), ("hear", subjects.found)):
                for look in looks:
                    yield from self._looked(verb, look)
            about_one = any(call.subject_as for call in calls)
            yield f"total=$((total + {'many' if about_one else '(many > 0)'} * {len(calls)}))"
            yield "for each in $found; do"
            for call in calls:
                yield from (f"  {line}" for line in self._saved(call, '"$each"' if call.subject_as else ""))
            yield from () if about_one else ("  break",)
            yield "done"
            yield from (
                f"{_variable(word)}=$found" for word in dict.fromkeys(call.word for call in calls) if word in _LOOKED_AT
            )

    def _looked(self, verb: str, look: Look) -> Iterator[str]:
        call = call_of(look.word)
        subject = '"$each"' if call.subject_as else ""
        looked = "look_at_pages" if look.word in PAGED_BY_HAND else "look"
        which = f"{call.key(subject)} {look.member} {shlex.quote(look.query)}"
        command = f"{verb} {looked} {which} {self._command(call, subject)}"
        if subject:
            yield from (f"for each in ${_variable(look.word)}; do", f"  {command}", "done")
        else:
            yield command

    def _saved(self, call: Call, subject: str) -> Iterator[str]:
        save = "save_pages" if call.word in PAGED_BY_HAND else "save"
        name = call.key(subject)
        yield f"{save} {name} {self._command(call, subject)}"
        if _NEW_FLAGS & call.fixed.keys():
            yield f"too_new {name} && {save} {name} {self._command(call, subject, without=_NEW_FLAGS)}"

    def _command(self, call: Call, subject: str, *, without: frozenset[str] = frozenset()) -> str:
        """Give a call as the AWS CLI takes it; the subject and the Region are shell words already."""
        words = [_SERVICES.get(call.service, call.service), call.word]
        own = {call.region_as: '"$region"'} | ({} if call.account_as else {call.subject_as: subject})
        own |= {"StartTime": f'"$((now - {call.days * _DAY}))"', "EndTime": '"$now"'}
        about = _ITS_ID if call.metrics else subject
        for name, value in call.arguments(subject=about, vpc_id=self._vpc_id).items():
            if name not in without:
                words += _option(call, name, value) if name not in own else [f"--{kebab(name)}", own[name]]
        words = [word.replace(_ITS_ID, f"'{subject}'") for word in words]
        if call.keeps:
            words += ["--query", shlex.quote(f"{{{', '.join(f'{each}: {each}' for each in sorted(call.keeps))}}}")]
        return " ".join(words)


def _option(call: Call, name: str, value: object) -> list[str]:
    """Give one parameter as an option; how much comes in a page is for the AWS CLI, which pages by itself where it can."""
    if name in {"MaxResults", "MaxItems"}:
        return [] if call.word in PAGED_BY_HAND else ["--page-size", str(value)]
    if isinstance(value, bool):
        return [f"--{'' if value else 'no-'}{kebab(name)}"]
    text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    return [f"--{kebab(name)}", shlex.quote(text)]


def _in_order() -> Iterator[tuple[Subjects, list[Call]]]:
    """Give the further calls by what they are about, those first on whose answers others wait."""
    left = [call for call in CALLS if call.word in SUBJECTS]
    while left:
        unsettled = {call.word for call in left}
        first = next(
            call for call in left if unsettled.isdisjoint(look.word for look in (*_of(call).found, *_of(call).known))
        )
        together = [call for call in left if _of(call) is _of(first)]
        left = [call for call in left if call not in together]
        yield _of(first), together


def _of(call: Call) -> Subjects:
    return SUBJECTS[call.word]


def kebab(name: str) -> str:
    """Give a parameter's name as the AWS CLI spells it."""
    return _HUMPS.sub("-", name).lower()


def _variable(word: str) -> str:
    return word.replace("-", "_")


def _each(named: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((named,) if isinstance(named, str) else named or ()))


def _check(name: str | None, pattern: re.Pattern[str], otherwise: AskerError) -> None:
    if name is not None and not pattern.fullmatch(name):
        raise otherwise
