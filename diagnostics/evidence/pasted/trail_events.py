"""CloudTrail events: whole JSON, a file of records, what `lookup-events` prints, or a part that was cut out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from diagnostics.evidence.observation import TrailEvent
from diagnostics.evidence.pasted.refusals import refusal_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SIGNS = ("eventSource", "eventName", "vpcEndpointId", "sourceIPAddress")
_PART = re.compile(
    r'\\?"(eventName|eventSource|awsRegion|sourceIPAddress|vpcEndpointId|eventCategory|errorCode|errorMessage)\\?"\s{0,20}:'
    r'\s{0,20}\\?"([^"\\]{0,1000})'
)
#: Places where JSON may begin that are tried, and how far records lie inside one another.
_MOST_STARTS, _DEEPEST, _MOST_EVENTS = 40, 4, 40


def read(clean: str) -> Iterator[tuple[int, TrailEvent]]:
    """Give each event of the whole text, with the number of its line."""
    if sum(sign in clean for sign in _SIGNS) < 2:  # noqa: PLR2004 (one such word may stand in any sentence)
        return
    found = False
    for at, value in _values(clean):
        for event in list(_events(value, 0))[:_MOST_EVENTS]:
            found = True
            yield clean.count("\n", 0, at), _event(event)
    if not found:
        parts: dict[str, str] = {}
        for name, value in _PART.findall(clean):
            parts.setdefault(name, value)
        if len(parts) >= 2:  # noqa: PLR2004 (see above)
            yield clean.count("\n", 0, clean.index(next(iter(parts)))), _event(parts)


def _values(clean: str) -> Iterator[tuple[int, Any]]:
    """Give each JSON object or array of the text, with its place."""
    decoder, at = json.JSONDecoder(), 0
    for _ in range(_MOST_STARTS):
        starts = [p for p in (clean.find("{", at), clean.find("[", at)) if p >= 0]
        if not starts:
            return
        at = min(starts)
        try:
            value, end = decoder.raw_decode(clean, at)
        except (ValueError, RecursionError):  # no JSON here, or such as nobody wrote by hand
            at += 1
            continue
        yield at, value
        at = end


def _events(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 (whatever JSON holds)
    """Give the events in a value: the value itself, records in it, or an event written as text in a field."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value[:_MOST_EVENTS]:
            yield from _events(one, depth + 1)
    if not isinstance(value, dict):
        return
    if "eventSource" in value or ("sourceIPAddress" in value and "eventName" in value):
        yield value
        return
    written = value.get("CloudTrailEvent") or value.get("@message")
    if isinstance(written, str):
        try:
            yield from _events(json.loads(written), depth + 1)
        except (ValueError, RecursionError):
            return
    for name in ("Records", "Events", "detail", "records", "events"):
        yield from _events(value.get(name), depth + 1)


def _event(said: Mapping[str, Any]) -> TrailEvent:
    code, service = _text(said, "errorCode"), _text(said, "eventSource")
    name, source = _text(said, "eventName"), _text(said, "sourceIPAddress")
    endpoint = _text(said, "vpcEndpointId")
    shown = [
        f'"{k}": "{v}"' for k, v in (("eventName", name), ("sourceIPAddress", source), ("vpcEndpointId", endpoint)) if v
    ]
    return TrailEvent(
        name=name,
        service=service.partition(".")[0],
        region=_text(said, "awsRegion"),
        source=source,
        endpoint=endpoint,
        category=_text(said, "eventCategory"),
        code=code,
        refusal=refusal_in(code, _text(said, "errorMessage")) if code else None,
        quote=", ".join(shown),
    )


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value[:1000] if isinstance(value, str) else ""
