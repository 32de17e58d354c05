"""What has to be looked up for a question, and how the reading is told."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest

from bot.notes import Notes
from bot.services import OWN, Named, Services, named_in, not_in, read_now, services
from diagnostics.collect import Answers, Meta, Refusal
from diagnostics.collect.calls import CALLS
from diagnostics.collect.errors import AccessError
from diagnostics.collect.parse import snapshot_of
from diagnostics.model.flow import AskerError
from tests.scenarios.network import REGION, baseline


def test_buckets_and_functions_are_looked_up_by_name() -> None:
    """A service or a subnet needs nothing of its own; a bucket does, also where its hostname says its Region."""
    named = named_in(
        ("orchard", "lambda:orchard-fn", "lambda:orchard-fn"),
        ("s3", "s3://logs-prod/a", "https://logs-prod.s3.amazonaws.com", f"logs-eu.s3.{REGION}.amazonaws.com"),
    )
    assert named == Named(buckets=("logs-prod", "logs-eu"), functions=("orchard-fn",))
    assert not named_in(("orchard",), ("s3", "dynamodb"))


def test_a_destination_that_cannot_be_read_is_refused_before_aws_is_read() -> None:
    """Nobody waits for AWS to hear that the question is not clear."""
    with pytest.raises(AskerError):
        named_in(("orchard",), ("s3:// //",))


def test_what_an_older_snapshot_knows_nothing_of_is_told() -> None:
    """A bucket that was looked up, one that is not there and one that AWS would not show are all known of."""
    said = {
        **baseline(),
        "head-bucket.logs-prod": {"BucketRegion": REGION},
        "head-bucket.logs-gone": Refusal("404", "Not Found"),
        "head-bucket.logs-secret": Refusal("403", "Forbidden"),
    }
    snapshot = snapshot_of(Answers(said=said, meta=Meta(region=REGION)))
    asked = Named(buckets=("logs-prod", "logs-gone", "logs-secret", "logs-new"), functions=("orchard-fn",))
    assert not_in(snapshot, asked) == Named(buckets=("logs-new",), functions=("orchard-fn",))


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.word)
def test_everything_that_is_read_has_a_korean_name(call: object) -> None:
    """A Korean sentence tells the progress in Korean, an English one in English."""
    hides = str(call.hides)  # type: ignore[attr-defined]
    assert read_now(hides, "en") == hides
    assert re.search(r"[가-힣]|^VPC", read_now(hides, "ko"))


def test_warming_up_makes_no_call_and_keeps_trouble_for_the_first_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens at that address, and nobody has that profile: the start goes on all the same."""
    settings = {"ACCESS_KEY_ID": "AKIA", "SECRET_ACCESS_KEY": "-", "ENDPOINT_URL": "http://127.0.0.1:9"}
    for name, value in settings.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    services(region=REGION).warm()
    nobodys = services(region=REGION, profile="nobody-has-this-profile")
    nobodys.warm()
    with pytest.raises(AccessError):
        nobodys.collect(lambda *_: None, Named(), OWN)


def test_warming_up_delays_nobody() -> None:
    """It goes on in a thread of its own."""
    gate, done = threading.Event(), threading.Event()

    def warm() -> None:
        assert gate.wait(5)
        done.set()

    def refuse(*_: object, **__: object) -> Any:
        raise AssertionError

    warming = Services(notes=Notes(), collect=refuse, picture=refuse, warm=warm).warm_up()
    assert not done.is_set()
    gate.set()
    warming.join(5)
    assert done.is_set()
