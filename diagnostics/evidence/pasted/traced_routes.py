"""traceroute, tracert, tracepath, tcptraceroute and mtr, in English and Korean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from diagnostics.evidence.observation import Tool, TracedHop, TracedRoute
from diagnostics.evidence.pasted.addresses import address_of, addresses_in
from diagnostics.evidence.pasted.sections import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.evidence.pasted.sections import Command, Section

_HEADS = (
    re.compile(r"traceroute6? to (?P<name>\S{1,255}) \((?P<ip>[0-9A-Fa-f:.]{2,45})\).{0,60}?(?P<most>\d{1,3}) hops max"),
    re.compile(
        r"Tracing the path to (?P<name>\S{1,255}) \((?P<ip>[0-9A-Fa-f:.]{2,45})\) on TCP.{0,60}?(?P<most>\d{1,3}) hops"
    ),
    re.compile(r"Tracing route to (?P<name>\S{1,255})(?: \[(?P<ip>[0-9A-Fa-f:.]{2,45})\])?"),
    re.compile(r"^\s{0,10}(?P<name>\S{1,255}?)(?: \[(?P<ip>[0-9A-Fa-f:.]{2,45})\])?\s?\(?으?\)?로 가는 경로 추적"),
)
_ROW = re.compile(r"^\s{0,10}(\d{1,2})\??[.:]?(?:\|--)?\s{1,8}(\S.*)$")
_TIMED = re.compile(r"\d\s?ms\b|^\*(?:\s+\*)*\s*$|\*\s+\*|no reply|timed out|시간이 만료|\[LOCALHOST\]|\d\.\d%")
_DONE = re.compile(r"Destination not reached|Too many hops|Trace complete|추적을 완료", re.IGNORECASE)
_ANSWERED = ("[open]", "<syn,ack>", " reached")
_TRACERS = frozenset({"traceroute", "traceroute6", "tracert", "tracepath", "tcptraceroute", "mtr"})
_EC2_NAME = re.compile(r"\bip-(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})\b")
_USUAL_MOST = 30
#: Rows without a header are believed where there are at least as many in a row.
_ENOUGH = 2


@dataclass(slots=True)
class _Draft:
    """A traced route as far as it was read."""

    at: int
    tool: Tool = Tool.TRACEROUTE
    target: str = ""
    address: str = ""
    protocol: Literal["tcp", "udp", "icmp", ""] = ""
    most: int = _USUAL_MOST
    hops: list[TracedHop] = field(default_factory=list)
    answered: bool = False
    ended: bool = False
    headed: bool = False
    quote: str = ""

    def finished(self) -> Iterator[tuple[int, TracedRoute]]:
        """Give the traced route, where there are rows enough to believe that it is one."""
        if not self.hops or not (self.headed or len(self.hops) >= _ENOUGH):
            return
        seen = {a for hop in self.hops for a in hop.addresses}
        arrived = self.answered or (bool(self.address) and self.address in seen)
        complete = arrived or self.ended or self.hops[-1].number >= self.most
        yield (
            self.at,
            TracedRoute(
                tool=self.tool,
                target=self.target,
                address=self.address,
                protocol=self.protocol,
                hops=tuple(self.hops),
                arrived=arrived,
                complete=complete,
                quote=self.quote,
            ),
        )


def read(section: Section) -> Iterator[tuple[int, TracedRoute]]:
    """Give each traced route of a section, with the number of its line."""
    draft = _opened(section.start, section.command)
    for number, line in enumerate(section.lines, section.start):
        if (head := next((h for h in (p.search(line) for p in _HEADS) if h), None)) is not None:
            yield from draft.finished()
            draft = _opened(number, section.command)
            draft.headed, draft.quote = True, quoted(line)
            draft.target = head["name"].casefold().rstrip(".")
            draft.address = address_of(head["ip"] or "") or address_of(draft.target)
            draft.most = int(head.groupdict().get("most") or _USUAL_MOST)
            draft.protocol = "tcp" if "on TCP" in line else draft.protocol or ("icmp" if _windows(line) else "")
        elif (hop := _row(line, draft)) is not None:
            if hop.number <= (draft.hops[-1].number if draft.hops else 0):
                yield from draft.finished()
                draft = _opened(number, section.command)
            draft.hops.append(hop)
            draft.answered = draft.answered or any(mark in line for mark in _ANSWERED)
            draft.quote = draft.quote or quoted(line)
        elif _DONE.search(line):
            draft.ended = True
    yield from draft.finished()


def _opened(at: int, command: Command | None) -> _Draft:
    """Begin a route with what the command itself says."""
    if command is None or command.tool not in _TRACERS:
        return _Draft(at)
    draft = _Draft(at, headed=True)
    name = next((w for w in reversed(command.words) if "." in w), "").casefold().rstrip(".")
    draft.target, draft.address = name, address_of(name)
    if command.tool == "tracepath":
        draft.tool, draft.protocol = Tool.TRACEPATH, "udp"
    elif command.tool == "tcptraceroute" or command.has("-T", "--tcp", "-nT", "-Tn"):
        draft.protocol = "tcp"
    elif command.tool in {"tracert", "mtr"} or command.has("-I", "--icmp"):
        draft.protocol = "icmp"
    else:
        draft.protocol = "udp"
    return draft


def _windows(line: str) -> bool:
    return "Tracing route" in line or "경로 추적" in line


def _row(line: str, draft: _Draft) -> TracedHop | None:
    """Read a numbered row; one that is not the next of its route is no row of it."""
    found = _ROW.match(line)
    if found is None or not _TIMED.search(found[2][:300]):
        return None
    if (number := int(found[1])) == 0:  # hops are counted from one
        return None
    last = draft.hops[-1].number if draft.hops else 0
    if "[LOCALHOST]" in line:
        draft.tool, draft.headed = Tool.TRACEPATH, True
        draft.protocol = draft.protocol or "udp"
        return None
    if number not in {1, last, last + 1} and not draft.headed:
        return None
    answered = _answered(found[2][:1000])
    if number == last:  # tracepath prints a hop again with what it learnt of it
        draft.hops[-1] = TracedHop(number=number, addresses=tuple(dict.fromkeys((*draft.hops[-1].addresses, *answered))))
        return None
    return TracedHop(number=number, addresses=answered)


def _answered(row: str) -> tuple[str, ...]:
    """Give who answered in a row: by address, else by the name that EC2 gives an address (`ip-10-0-0-20.…`)."""
    return addresses_in(row) or tuple(address for name in _EC2_NAME.findall(row) if (address := address_of(".".join(name))))
