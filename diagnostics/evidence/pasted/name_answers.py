"""nslookup, dig, host and getent, in English and Korean, on Linux, macOS and Windows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diagnostics.evidence.observation import NameAnswer, NameFailure, Tool
from diagnostics.evidence.pasted.addresses import address_of
from diagnostics.evidence.pasted.sections import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.evidence.pasted.sections import Section

_SERVER = re.compile(r"^\s*(?:Default )?(?:Server|(?:기본 )?(?:DNS )?서버)\s*:\s*(\S{0,100})")
_NAME = re.compile(r"^\s*(?:Name|이름)\s*:\s*(\S{1,255})$")
_ADDRESS = re.compile(r"^\s*(?:Address(?:es)?|주소)\s*:\s*(\S{1,80})$")
_CANONICAL = re.compile(r"^(\S{1,255})\s+canonical name = (\S{1,255})$")
_FAILED = re.compile(r"[Cc]an't find (\S{1,255}?)\s*:\s*([A-Za-z][A-Za-z -]{1,40})")
#: Windows in Korean: `*** UnKnown이(가) NAME을(를) 찾을 수 없습니다. Non-existent domain`.
_NOT_FOUND_KO = " 찾을 수 없습니다"
_NO_SERVER = re.compile(
    r"no servers could be reached|DNS request timed out|DNS 요청 시간이 초과|No response from server", re.IGNORECASE
)
_DIG_HEAD = re.compile(r"->>HEADER<<-.{0,80}status: ([A-Z]{2,12})")
_DIG_QUESTION = re.compile(r"^;([^\s;]{1,255})\s+IN\s+[A-Z]{1,10}$")
_DIG_ROW = re.compile(r"^([^\s;]{1,255})\s+\d{1,9}\s+IN\s+(A|AAAA|CNAME)\s+(\S{1,255})$")
_DIG_SERVER = re.compile(r"^;; SERVER: ([^#\s]{1,60})#")
_HOST_ADDRESS = re.compile(r"^(\S{1,255}) has (?:IPv6 )?address (\S{1,60})$")
_HOST_ALIAS = re.compile(r"^(\S{1,255}) is an alias for (\S{1,255})$")
_HOST_FAILED = re.compile(r"^Host (\S{1,255}) not found: \d{1,2}\(([A-Z]{1,12})\)")
_GETENT = re.compile(r"^(\S{2,60})(?:\s+(?:STREAM|DGRAM|RAW))?(?:\s+(\S{1,255})){0,4}$")
_FAILURES: tuple[tuple[str, NameFailure], ...] = (
    ("nxdomain", "nxdomain"),
    ("non-existent", "nxdomain"),
    ("servfail", "servfail"),
    ("server failed", "servfail"),
    ("refused", "refused"),
    ("timed out", "timeout"),
    ("no response", "timeout"),
    ("no answer", "no-answer"),
    ("no internal", "no-answer"),
)
_TOOLS = {"nslookup": Tool.NSLOOKUP, "dig": Tool.DIG, "host": Tool.HOST, "getent": Tool.GETENT}


@dataclass(slots=True)
class _Draft:
    """An answer as far as it was read."""

    at: int
    tool: Tool
    name: str = ""
    server: str = ""
    addresses: dict[str, None] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    failure: NameFailure = ""
    quote: str = ""
    asked_empty: bool = False
    introduced: bool = False  # a `Server:` line stood here, and its address is still to come

    def said(self, line: str) -> None:
        """Keep the first line that tells something."""
        self.quote = self.quote or quoted(line)

    def called(self, name: str) -> None:
        """Take the name that was asked about; what it is an alias of is no other question."""
        bare = name.casefold().rstrip(".")
        if not self.name:
            self.name = bare
        elif bare != self.name:
            self.aliases[bare] = None

    def finished(self) -> Iterator[tuple[int, NameAnswer]]:
        """Give the answer, where there is one."""
        failure = self.failure or ("no-answer" if self.asked_empty and not self.addresses else "")
        if not self.addresses and not failure:
            return
        yield (
            self.at,
            NameAnswer(
                tool=self.tool,
                name=self.name,
                server=self.server,
                addresses=tuple(self.addresses),
                aliases=tuple(self.aliases),
                failure="" if self.addresses else failure,
                quote=self.quote,
            ),
        )


def read(section: Section) -> Iterator[tuple[int, NameAnswer]]:
    """Give each answer of a DNS server in a section, with the number of its line."""
    command = section.command
    asked = _TOOLS.get(command.tool) if command else None
    name = next((w for w in command.words if "." in w and not address_of(w)), "") if command and asked else ""
    draft = _Draft(section.start, asked or Tool.NSLOOKUP, name=name.casefold().rstrip("."))
    bare = command is not None and (asked is Tool.GETENT or (asked is Tool.DIG and command.has("+short")))
    for number, line in enumerate(section.lines, section.start):
        if _begins(line, draft):
            yield from draft.finished()
            draft = _Draft(number, draft.tool)
        _nslookup(line, draft) or _dig(line, draft) or _host(line, draft) or _plain(line, draft, bare=bare)
    yield from draft.finished()


def _begins(line: str, draft: _Draft) -> bool:
    """Say whether another answer begins here."""
    told = bool(draft.addresses or draft.failure or draft.asked_empty)
    if not told:
        return False
    if (row := _HOST_ADDRESS.match(line) or _HOST_FAILED.match(line)) is not None:
        return row[1].casefold().rstrip(".") not in {draft.name, *draft.aliases}
    return bool(_SERVER.match(line) or "->>HEADER<<-" in line)


def _nslookup(line: str, draft: _Draft) -> bool:
    if server := _SERVER.match(line):
        draft.server, draft.introduced = address_of(server[1]), True
    elif name := _NAME.match(line):
        if not address_of(name[1]):
            draft.called(name[1])
            draft.introduced = False
    elif found := _ADDRESS.match(line):
        _take(found[1], line, draft)
    elif canonical := _CANONICAL.match(line):
        draft.called(canonical[1])
        draft.called(canonical[2])
    elif failed := _FAILED.search(line):
        draft.called(failed[1])
        draft.failure = _why(failed[2])
        draft.said(line)
    elif _NOT_FOUND_KO in line:
        before, _, why = line.partition(_NOT_FOUND_KO)
        draft.called((before.split() or [""])[-1].removesuffix("을(를)").rstrip("을를")[:255])
        draft.failure = _why(why)
        draft.said(line)
    elif _NO_SERVER.search(line):
        draft.failure = draft.failure or "timeout"
        draft.said(line)
    else:
        return False
    return True


def _take(word: str, line: str, draft: _Draft) -> None:
    """Take an address: the server's own, which follows `Server:` or has a port, or one of the answer's."""
    found = address_of(word)
    if not found:
        return
    if "#" in word or draft.introduced:
        draft.server, draft.introduced = draft.server or found, False
    else:
        draft.addresses[found] = None
        draft.said(line)


def _dig(line: str, draft: _Draft) -> bool:
    if head := _DIG_HEAD.search(line):
        draft.tool, draft.failure, draft.asked_empty = Tool.DIG, _why(head[1], ""), head[1] == "NOERROR"
        if draft.failure:
            draft.said(line)
    elif question := _DIG_QUESTION.match(line):
        draft.called(question[1])
    elif row := _DIG_ROW.match(line):
        draft.tool = Tool.DIG
        draft.called(row[1])
        if row[2] == "CNAME":
            draft.called(row[3])
        elif found := address_of(row[3]):
            draft.addresses[found] = None
            draft.said(line)
    elif server := _DIG_SERVER.match(line):
        draft.server = address_of(server[1])
    else:
        return False
    return True


def _host(line: str, draft: _Draft) -> bool:
    if row := _HOST_ADDRESS.match(line):
        draft.tool = Tool.HOST
        draft.called(row[1])
        if found := address_of(row[2]):
            draft.addresses[found] = None
            draft.said(line)
    elif alias := _HOST_ALIAS.match(line):
        draft.tool = Tool.HOST
        draft.called(alias[1])
        draft.called(alias[2])
    elif failed := _HOST_FAILED.match(line):
        draft.tool, draft.failure = Tool.HOST, _why(failed[2])
        draft.called(failed[1])
        draft.said(line)
    else:
        return False
    return True


def _plain(line: str, draft: _Draft, *, bare: bool) -> bool:
    """Read a line that is little more than an address: `dig +short`, `getent`, or what goes on below `Addresses:`."""
    if line[:1].isspace() and draft.addresses and (found := address_of(line)):
        draft.addresses[found] = None
        return True
    if (row := _GETENT.match(line)) is None or not (found := address_of(row[1])):
        return False
    name = row[2] or ""
    marked = any(kind in line for kind in (" STREAM", " DGRAM", " RAW"))
    if not (bare or marked or ".amazonaws.com" in name) or address_of(name):
        return False
    draft.tool = draft.tool if bare else Tool.GETENT
    if name:
        draft.called(name)
    draft.addresses[found] = None
    draft.said(line)
    return True


def _why(words: str, otherwise: NameFailure = "nxdomain") -> NameFailure:
    lowered = words.casefold()
    return next((failure for said, failure in _FAILURES if said in lowered), otherwise)
