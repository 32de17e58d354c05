"""Answers as a few bytes, for keeping a conversation's snapshot between two messages."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict

from diagnostics.collect.answers import Answers, Meta, Refusal

#: What a pack may grow to when it is opened, so that a broken one cannot eat the memory.
_LARGEST = 512 * 1024 * 1024


def pack(answers: Answers) -> bytes:
    """Give the answers as compressed JSON."""
    held = {
        "meta": asdict(answers.meta),
        "said": {key: said for key, said in answers.said.items() if not isinstance(said, Refusal)},
        "refused": {key: [said.code, said.text] for key, said in answers.said.items() if isinstance(said, Refusal)},
        "unread": answers.unread,
    }
    return zlib.compress(json.dumps(held, separators=(",", ":"), ensure_ascii=False).encode(), 6)


def unpack(packed: bytes) -> Answers:
    """Give the answers back; a ValueError where the bytes are no pack."""
    opened = zlib.decompressobj()
    try:
        held = json.loads(opened.decompress(packed, _LARGEST))
        refused = {key: Refusal(code, text) for key, (code, text) in held["refused"].items()}
        unread = tuple((name, why) for name, why in held["unread"])
        return Answers(said={**held["said"], **refused}, meta=Meta(**held["meta"]), unread=unread)
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError) as trouble:
        msg = "these bytes are no packed answers"
        raise ValueError(msg) from trouble
