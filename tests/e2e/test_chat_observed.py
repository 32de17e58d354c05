"""One id from Slack's event to the reading of AWS, and the figures of what happened on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.services import OWN
from bot.telemetry.metrics import exposition
from bot.telemetry.requests import request_id
from tests.e2e.chat import NOTHING, Network, open_chat, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.services import Named, Progress, Target
    from diagnostics.collect import Answers
    from tests.e2e.chat import Chat


@dataclass
class Breaking(Network):
    """A network that breaks in a way that nobody foresaw, and notes for which request it was read."""

    read_for: list[str] = field(default_factory=list)

    def collect(self, progress: Progress, named: Named = NOTHING, target: Target = OWN) -> Answers:
        """Break."""
        del progress, named, target
        self.read_for.append(request_id())
        raise LookupError("arn:aws:iam::111122223333:role/what-somebody-named")


@pytest.fixture(scope="module")
def network() -> Breaking:
    """Give the network that breaks."""
    return Breaking()


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory, network: Breaking) -> Iterator[Chat]:
    """Open a workspace."""
    with open_chat(tmp_path_factory.mktemp("observed"), network=network) as opened:
        yield opened


def now(name: str, **labels: str) -> float:
    """Give what a figure has come to."""
    told = exposition()
    assert told is not None
    samples = (one for family in text_string_to_metric_families(told[0].decode()) for one in family.samples)
    return next((float(one.value) for one in samples if one.name == name and one.labels == labels), 0.0)


def test_the_id_that_a_person_sees_is_that_of_the_event_and_of_the_reading(
    chat: Chat, network: Breaking, caplog: pytest.LogCaptureFixture
) -> None:
    """Across Bolt's threads and the pool's; the log names it, and neither quotes the error."""
    root = chat.ask("alex", "#network", "@routelore diagnose subnet-0123456789abcdef0 to s3")
    said = shown(chat.heard("#network", root, "id"))
    (request,) = set(re.findall(r"\b[0-9a-f]{8}\b", said))
    assert network.read_for == [request]
    assert f"unforeseen id={request} type=LookupError" in caplog.text
    assert "what-somebody-named" not in said + caplog.text
    assert now("routelore_failures_total", type="LookupError") >= 1


def test_a_question_is_counted_from_its_delivery_to_its_answer(chat: Chat) -> None:
    """The delivery, its acknowledgement, the first reply, the answer, and the calls to Slack."""
    figures = {
        ("routelore_deliveries_total", "surface", "app_mention"),
        ("routelore_ack_seconds_count", "surface", "app_mention"),
        ("routelore_questions_total", "kind", "found"),
    }
    before = {one: now(one[0], **{one[1]: one[2]}) for one in figures}
    replies, posted = now("routelore_first_reply_seconds_count"), {"method": "chat.postMessage", "outcome": "ok"}
    posts = now("routelore_slack_calls_total", **posted)
    root = chat.ask("alex", "#network", "@routelore what is a gateway endpoint?")
    chat.heard("#network", root, "route table")
    chat.quiet()
    chat.kept()
    assert {one: now(one[0], **{one[1]: one[2]}) - before[one] for one in figures} == dict.fromkeys(figures, 1.0)
    assert now("routelore_first_reply_seconds_count") == replies + 1
    assert now("routelore_slack_calls_total", **posted) >= posts + 1
    assert now("routelore_work_running") == 0
