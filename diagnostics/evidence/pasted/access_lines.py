"""S3 server access log lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnostics.evidence.observation import AccessLine
from diagnostics.evidence.pasted.addresses import address_of
from diagnostics.evidence.pasted.sections import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.evidence.pasted.sections import Section

_TIME = re.compile(r"\[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\]")
_WORD = re.compile(r'"(?:[^"\\]|\\.){0,2000}"|"[^"]{0,2000}|\[[^\]]{0,60}\]|[^\s"\[]\S{0,1500}')
_OPERATION = re.compile(r"(?:REST|SOAP|WEBSITE|BATCH|S3)\.[A-Z0-9_.]{2,80}")
#: Where a field stands behind the time. — https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
_REMOTE, _REQUESTER, _OPERATED, _STATUS, _CODE, _HOST = 0, 1, 3, 6, 7, 19


def read(section: Section) -> Iterator[tuple[int, AccessLine]]:
    """Give each line of a section that is one of an access log, with its number; a line that was cut counts too."""
    for number, line in enumerate(section.lines, section.start):
        time = _TIME.search(line)
        if time is None:
            continue
        before = line[: time.start()].split()
        fields = [w.strip('"') for w in _WORD.findall(line[time.end() :])]
        if not before or len(fields) <= _OPERATED or not _OPERATION.fullmatch(fields[_OPERATED]):
            continue
        yield (
            number,
            AccessLine(
                bucket=before[-1],
                remote=address_of(fields[_REMOTE]),
                requester=_field(fields, _REQUESTER),
                operation=fields[_OPERATED],
                status=_field(fields, _STATUS),
                code=_field(fields, _CODE),
                host=_field(fields, _HOST).casefold(),
                quote=quoted(line),
            ),
        )


def _field(fields: list[str], at: int) -> str:
    value = fields[at] if at < len(fields) else ""
    return "" if value == "-" else value
