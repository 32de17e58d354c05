"""Every reader of what comes from outside: any input gives a value or the reader's own error, and does so soon."""

from __future__ import annotations

import json
import time
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.mrkdwn import from_markdown
from bot.console.ask import _read as batch_lines
from bot.console.terminal import UsageError
from bot.listeners.pressed import value_of
from bot.listeners.teaching import as_markdown
from bot.rights.reading import _read as policy_of
from bot.understanding import intents
from bot.understanding.supposing import clauses, supposes, verbatim
from diagnostics.changes import read_change
from diagnostics.collect import Answers, snapshot_of
from diagnostics.collect.pack import unpack as unpack_answers
from diagnostics.collect.references import reference
from diagnostics.evidence import read_evidence
from diagnostics.model.flow import AskerError
from diagnostics.sweep.packed import unpack as unpack_part
from knowledge import schema
from knowledge.learning.saved import ProgressError, from_json
from knowledge.store import KnowledgeError, parse_yaml
from knowledge.taught.entry import entry_kept
from tests.scenarios.network import baseline

if TYPE_CHECKING:
    from collections.abc import Callable

SNAPSHOT = snapshot_of(Answers(said=baseline()))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
DEEP = "[" * 50_000
#: Pieces of YAML, of policies and of entries, in any order.
PIECES = (
    "a: |- |  |{|}|[|]|&a |*a|!!python/name:os.system |---|? |'|\"|"
    "accounts:|grants:|to:|users:|U012|regions:|id: x|topics:|<<: "
)
YAML = st.lists(st.sampled_from([*PIECES.split("|"), "|", "\n", "\t", "\x85", "\ufeff", "가"]), max_size=30).map("".join)
SAID = (
    "add-route-table|remove-route|vpce-s3|rtb-a1|0.0.0.0/0|::/0|10.0.0.0/99|"
    "443|-1|99999999999999999999|tcp|-|subnet-a1|s3|<@U1>"
)
WORDS = st.lists(
    st.sampled_from([*SAID.split("|"), "\u202e", "\x00", "NAT를 지우면", "what if", "그리고", "왜"]) | st.text(max_size=6),
    max_size=8,
).map(" ".join)
#: Every way to repeat a little until it is long; none of it takes longer than its length.
REPEATED = (
    "[",
    "[a](",
    "`",
    "``a",
    "*a ",
    "_a ",
    "<",
    "<@",
    "<https://",
    "<https://a|",
    "<#C1|",
    " ",
    "\n",
    ", ",
    "고 ",
    "|",
    "> ",
)


def _soon(read: Callable[[], object], seconds: float = 10.0) -> None:
    """Read what took minutes where time grew with the square of the length; a busy machine is no failure."""
    began = time.monotonic()
    read()
    assert time.monotonic() - began < seconds


@given(YAML)
def test_yaml_of_any_kind_is_read_or_refused(text: str) -> None:
    """Entries, topics, glossaries, what is out of scope, and policies: each refuses with the one error that has a line."""
    readers: tuple[Callable[[Any], object], ...] = (
        schema.entry,
        schema.topics,
        schema.glossary,
        schema.out_of_scope,
        lambda node: policy_of(node, []),
    )
    for reader in readers:
        with suppress(KnowledgeError):
            reader(parse_yaml(text.encode(), "x.yaml"))


@given(JSON)
def test_what_was_kept_and_is_something_else_is_refused(value: object) -> None:
    """Packed answers, parts of sweeps, progress, taught entries: the reader's own error, whatever stands there."""
    text = json.dumps(value)
    readers: tuple[tuple[Callable[[], object], type[ValueError]], ...] = (
        (lambda: unpack_answers(zlib.compress(text.encode())), ValueError),
        (lambda: unpack_part(zlib.compress(text.encode())), ValueError),
        (lambda: from_json(text), ProgressError),
        (lambda: entry_kept(text), ValueError),
    )
    for read, its_own in readers:
        with pytest.raises(its_own):
            read()


@given(JSON.map(json.dumps) | st.text(max_size=40))
def test_what_a_button_carries_is_texts_or_nothing(text: str) -> None:
    """What was in Slack's hands may be anything."""
    assert all(isinstance(key, str) and isinstance(one, str) for key, one in value_of(text).items())


def test_json_that_is_nested_without_end_is_nothing() -> None:
    """Buttons, lines of a batch: neither ends the stack."""
    assert value_of(DEEP) == {}
    assert value_of('{"a":' * 50_000) == {}
    with pytest.raises(UsageError):
        list(batch_lines([DEEP], "questions.jsonl"))  # type: ignore[arg-type]  # lines are all that is needed of a file


@given(WORDS)
@settings(max_examples=300)
def test_words_of_any_kind_are_understood_or_not(text: str) -> None:
    """What people type: no word order, number or letter breaks the reading."""
    intents.parse(text)
    intents.follow_up(text)
    intents.unclear(text)
    supposes(text, in_thread=True)
    reference(text)
    with suppress(AskerError):
        read_change(text, SNAPSHOT)


@pytest.mark.parametrize("line", ["0  10.0.0.1 1 ms", " 0  * * *", "00 x (10.0.0.1) 0.1 ms", "0: 10.0.0.1 0.1ms"])
def test_a_route_is_not_counted_from_nought(line: str) -> None:
    """A row that is no hop is passed over; the hops after it are read."""
    head = "traceroute to x.example (10.0.9.9), 30 hops max, 60 byte packets"
    (route,) = read_evidence(f"{head}\n{line}\n 1  10.0.0.20  0.3 ms\n")
    assert "10.0.0.20" in str(route)


@pytest.mark.parametrize("piece", REPEATED)
def test_what_repeats_itself_takes_no_longer_than_its_length(piece: str) -> None:
    """A message of forty thousand letters, and a sentence of a thousand blanks."""
    long = piece * (40_000 // len(piece)) + "x"
    _soon(lambda: from_markdown(long))
    _soon(lambda: as_markdown(long))
    for start in ("NAT를 지우면 ", "what if "):
        _soon(lambda start=start: (clauses(start + long), verbatim(start + long)))  # type: ignore[misc]  # bound at once
