"""A part as bytes, for whoever keeps it until the sweep is done; and the part again."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from diagnostics.model.finding import Severity
from diagnostics.model.trace import Confidence, Verdict, VerdictClass
from diagnostics.sweep.part import Blank, Cause, Counted, Seen, Stream, Toll, Unseen

if TYPE_CHECKING:
    from diagnostics.sweep.part import Part


def pack(part: Part) -> bytes:
    """Give the part as compressed JSON; equal parts are equal bytes."""
    kind = "seen" if isinstance(part, Seen) else "unseen"
    text = json.dumps({"kind": kind, **asdict(part)}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return zlib.compress(text.encode(), level=6)


def unpack(packed: bytes) -> Part:
    """Give the part that was packed.

    Raises:
        ValueError: these bytes are none.
    """
    try:
        held = json.loads(zlib.decompress(packed))
        if held.pop("kind") == "unseen":
            return Unseen(**held)
        streams = tuple(_stream(one) for one in held.pop("streams"))
        blanks = tuple(Blank(**one) for one in held.pop("blanks"))
        return Seen(**held, streams=streams, blanks=blanks)
    except (zlib.error, KeyError, TypeError, AttributeError) as error:
        msg = "a kept part of a sweep cannot be read"
        raise ValueError(msg) from error


def _stream(held: dict[str, Any]) -> Stream:
    return Stream(
        **{
            **held,
            "verdict": Verdict(held["verdict"]),
            "verdict_class": VerdictClass(held["verdict_class"]),
            "confidence": Confidence(held["confidence"]),
            "toll": Toll(held["toll"]),
            "causes": tuple(Cause(code=one["code"], severity=Severity(one["severity"])) for one in held["causes"]),
            "subnets": tuple(held["subnets"]),
            "counted": Counted(**counted) if (counted := held.get("counted")) else None,
        }
    )
