"""curl -v (and wget, nc and Test-NetConnection as far as they say the same): who answered, and how far it got."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from diagnostics.evidence.observation import ConnectFailure, HttpExchange, Tool
from diagnostics.evidence.pasted.addresses import address_of
from diagnostics.evidence.pasted.refusals import refusal_in
from diagnostics.evidence.pasted.sections import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.evidence.pasted.sections import Section

_TRYING = re.compile(r"^\*?\s*Trying (\[?[0-9A-Fa-f:.]{2,45}?\]?)(?::\d{1,5})?\.\.\.")
_RESOLVED = re.compile(r"^\* Host (\S{1,255}):\d{1,5} was resolved")
_CONNECTED = re.compile(r"(?:Connected to|Connection to) (\S{1,255}) \(([0-9A-Fa-f:.]{2,45})\)(?: port| \d)")
_ESTABLISHED = re.compile(
    r"Established connection to (\S{1,255}) \(([0-9A-Fa-f:.]{2,45}) port \d{1,5}\)(?: from (\S{2,45}))?"
)
_REMOTE = re.compile(r"(?:Remote[ _]?(?:IP|Address)|remote_ip)\s*[:=]\s*(\S{2,60})", re.IGNORECASE)
_LOCAL = re.compile(r"(?:Local[ _]?(?:IP|Address)|local_ip|SourceAddress)\s*[:=]\s*(\S{2,60})", re.IGNORECASE)
_FROM = re.compile(r"^\* connect to (\S{2,60}) port \d{1,5}(?: from (\S{2,60}) port \d{1,5})? failed: (.{1,120})")
_PROXY = re.compile(
    r"Uses proxy env variable \S{1,40} == '([^']{1,200})'|CONNECT tunnel[^']{0,60}|Establish HTTP proxy tunnel to \S"
)
_STATUS = re.compile(r"^<? ?HTTP/\d(?:\.\d)? (\d{3})\b")
_REGION = re.compile(r"x-amz-bucket-region:\s*([a-z0-9-]{5,30})", re.IGNORECASE)
_HOST = re.compile(r"^> host: (\S{1,255})", re.IGNORECASE)
_CODE = re.compile(r"<Code>([A-Za-z0-9.]{1,60})</Code>")
_CURL_END = re.compile(r"^curl: \((\d{1,2})\)\s?(.{0,300})")
_FAILED = re.compile(r"Failed to connect to (\S{1,255}) port \d")
_NO_NAME = re.compile(r"Could(?:n't| not) resolve (?:host:? |proxy:? )?'?([^\s']{0,255})")
_SECURED = re.compile(r"SSL connection using TLS|TLSv1\.\d \(IN\), TLS handshake, (?:Server hello|Finished)")
_TCP_TEST = re.compile(r"TcpTestSucceeded\s*:\s*(True|False)")
_ENDS: dict[str, ConnectFailure] = {
    "6": "no-name",
    "5": "no-name",
    "7": "failed",
    "28": "timeout",
    "35": "tls",
    "51": "tls",
    "60": "tls",
    "52": "cut",
    "56": "cut",
}
_WORDS: tuple[tuple[str, ConnectFailure], ...] = (
    ("timed out", "timeout"),
    ("timeout", "timeout"),
    ("시간 초과", "timeout"),
    ("시간이 초과", "timeout"),
    ("refused", "refused"),
    ("거부", "refused"),
    ("unreachable", "no-route"),
    ("접근 불가능", "no-route"),
    ("no route to host", "no-route"),
    ("갈 루트가 없", "no-route"),
)


@dataclass(slots=True)
class _Draft:
    """An exchange as far as it was read."""

    at: int
    host: str = ""
    tried: dict[str, None] = field(default_factory=dict)
    remote: str = ""
    local: str = ""
    proxy: str = ""
    failure: ConnectFailure = ""
    secured: bool = False
    status: int | None = None
    region: str = ""
    code: str = ""
    message: list[str] = field(default_factory=list)
    quote: str = ""

    def finished(self) -> Iterator[tuple[int, HttpExchange]]:
        """Give the exchange, where something was tried."""
        if not (self.tried or self.remote or self.failure or self.status or self.code or self.proxy):
            return
        through = self.status is not None or (bool(self.remote) and self.failure not in {"tls", "cut", "timeout"})
        refusal = refusal_in(self.code, " ".join(self.message))
        yield (
            self.at,
            HttpExchange(
                tool=Tool.CURL,
                host=self.host.casefold().rstrip("."),
                tried=tuple(self.tried),
                remote=self.remote,
                local=self.local,
                proxy=self.proxy,
                failure="" if through else self.failure,
                secured=self.secured,
                status=self.status,
                bucket_region=self.region,
                code=self.code,
                refusal=refusal,
                quote=self.quote,
            ),
        )


def read(section: Section) -> Iterator[tuple[int, HttpExchange]]:
    """Give each exchange of a section, with the number of its line."""
    draft = _Draft(section.start, host=_host_of(section))
    for number, line in enumerate(section.lines, section.start):
        if draft.status is not None and (_TRYING.match(line) or _RESOLVED.match(line)):
            yield from draft.finished()
            draft = _Draft(number)
        before = (len(draft.tried), draft.remote, draft.failure, draft.status, draft.code)
        _connection(line, draft)
        _failure(line, draft)
        _answer(line, draft)
        if before != (len(draft.tried), draft.remote, draft.failure, draft.status, draft.code) and (
            draft.remote or draft.failure or draft.status
        ):
            draft.quote = draft.quote or quoted(line)
    yield from draft.finished()


def _host_of(section: Section) -> str:
    """Give the host of the URL that the command was given."""
    if section.command is None or section.command.tool not in {"curl", "wget"}:
        return ""
    for word in section.command.words:
        if "." not in word:
            continue
        try:
            return urlsplit(word if "://" in word else f"//{word}").hostname or ""
        except ValueError:
            continue
    return ""


def _connection(line: str, draft: _Draft) -> None:
    if (trying := _TRYING.match(line)) is not None:
        if found := address_of(trying[1]):
            draft.tried[found] = None
    elif (resolved := _RESOLVED.match(line)) is not None:
        draft.host = draft.host or resolved[1]
    elif (made := _CONNECTED.search(line) or _ESTABLISHED.search(line)) is not None:
        draft.host = draft.host or made[1]
        draft.remote = address_of(made[2]) or draft.remote
        draft.local = draft.local or (address_of(made[3] or "") if made.re is _ESTABLISHED else "")
    elif (proxy := _PROXY.search(line)) is not None:
        draft.proxy = draft.proxy or proxy[1] or "?"
    elif _SECURED.search(line):
        draft.secured = True
    elif (host := _HOST.match(line)) is not None:
        draft.host = draft.host or host[1].partition(":")[0]
    else:
        _stated(line, draft)


def _stated(line: str, draft: _Draft) -> None:
    """Read addresses that are said by name, as `curl -w` and Test-NetConnection do."""
    if (remote := _REMOTE.search(line)) is not None and (found := address_of(remote[1])):
        draft.remote = found
    if (local := _LOCAL.search(line)) is not None and (found := address_of(local[1])):
        draft.local = found
    if (tested := _TCP_TEST.search(line)) is not None and tested[1] == "False":
        draft.failure, draft.tried, draft.remote = "timeout", {draft.remote: None} if draft.remote else {}, ""


def _failure(line: str, draft: _Draft) -> None:
    if (failed := _FROM.match(line)) is not None:
        draft.tried |= {found: None for found in (address_of(failed[1]),) if found}
        draft.local = draft.local or address_of(failed[2] or "")
        draft.failure = _why(failed[3], "failed")
    elif (missing := _NO_NAME.search(line)) is not None and line.startswith(("*", "curl:", "wget:")):
        draft.failure, draft.host = "no-name", draft.host or missing[1]
    elif (end := _CURL_END.match(line)) is not None:
        known = _ENDS.get(end[1])
        if known is not None:
            draft.failure = _why(end[2], draft.failure or known)
        if (named := _FAILED.search(end[2])) is not None:
            draft.host = draft.host or named[1]
    elif line.startswith("* ") and (named := _FAILED.search(line)) is not None:
        draft.host, draft.failure = draft.host or named[1], _why(line, draft.failure or "failed")
    elif line.startswith("* ") and ("timed out after" in line or "Immediate connect fail" in line):
        draft.failure = _why(line, "timeout")


def _answer(line: str, draft: _Draft) -> None:
    if (status := _STATUS.match(line)) is not None and not (draft.proxy and draft.status is None and _tunnel(line)):
        draft.status = int(status[1])
    if (region := _REGION.search(line)) is not None:
        draft.region = region[1].casefold()
    if (code := _CODE.search(line)) is not None:
        draft.code = draft.code or code[1]
    if draft.code and len(draft.message) < 4:  # noqa: PLR2004 (an error of S3 is one line, or a few where it was wrapped)
        draft.message.append(line)


def _tunnel(line: str) -> bool:
    """Say whether a status is the proxy's own, for the tunnel."""
    return "onnection established" in line


def _why(words: str, otherwise: ConnectFailure) -> ConnectFailure:
    lowered = words.casefold()
    return next((failure for said, failure in _WORDS if said in lowered), otherwise)
