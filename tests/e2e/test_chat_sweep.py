"""A sweep in chat: asked for in words, shown while it is under way, ended by its asker, and carried on after a restart."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.listeners.posting import Place
from bot.listeners.pressed import Pressed
from bot.listeners.sweep_desk import name_of
from bot.listeners.sweeps import cancelled
from bot.phrases import sweeps as words
from bot.playground.slack import LocalSlack
from bot.playground.slack.workspace import TEAM
from bot.state.sweep_tables import Standing
from diagnostics.collect.errors import AccessError
from tests.e2e.chat import Network, manifest, serving, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.playground.slack import Message
    from diagnostics.model.words import Words
    from tests.e2e.chat import Chat

POLICY = """
accounts:
  prod: {id: "111122223333", role: "arn:aws:iam::111122223333:role/routelore-read", regions: [ap-northeast-2, us-east-1]}
  dev: {id: "444455556666", role: "arn:aws:iam::444455556666:role/routelore-read", regions: [ap-northeast-2]}
grants:
  - {to: {users: [U0MINA]}, accounts: [prod, dev]}
  - {to: {users: [U0JUN]}, accounts: [dev]}
"""
NUMBER = {"prod": "111122223333", "dev": "444455556666"}


@contextmanager
def swept(folder: Path, network: Network, slack: LocalSlack | None = None) -> Iterator[Chat]:
    """Run the bot with the policy, in a workspace of its own or in one that is open already."""
    policy = folder / "policy.yaml"
    policy.write_text(POLICY, encoding="utf-8")
    env = {"ROUTELORE_POLICY": str(policy)}
    if slack is not None:
        with serving(slack, folder, network=network, env=env) as chat:
            yield chat
        return
    with LocalSlack(manifest(), posts_per_second=None) as opened, serving(opened, folder, network=network, env=env) as chat:
        yield chat


def said(chat: Chat, user: str, what: str, seconds: float = 15) -> Message:
    """Give the bot's message in somebody's direct message that shows these words, as soon as it is there."""
    channel = chat.direct(user)
    return chat.slack.wait_for_message(lambda m: bool(m.bot_id) and what in shown(m), channel=channel, seconds=seconds)


def test_a_sweep_reads_what_its_asker_may_have_and_tells_them_alone(tmp_path: Path) -> None:
    """The channel sees nothing of it; the direct message gets the report, the CSV and the page, each once."""
    network = Network()
    with swept(tmp_path, network) as chat:
        room = chat.new_channel()
        root = chat.ask("mina", room, "@routelore 전체 점검")
        done = said(chat, "mina", "전체 점검이 끝났어요")
        assert "3곳 중 3곳" in shown(done)
        assert network.read == 3
        assert "cancel_sweep" not in str(done.blocks)
        assert [m for m in chat.replies(room, root) if "VPC" in shown(m) or "prod" in shown(m)] == []
        assert chat.slack.wait_for(lambda: len(files(chat, "mina")) == 2)
        assert sorted(name.rpartition(".")[2] for name in files(chat, "mina")) == ["csv", "html"]
        assert chat.slack.wait_for(lambda: chat.bot.resources.state.sweeps.untold() == ())


def files(chat: Chat, user: str) -> list[str]:
    """Give the names of the files in somebody's direct message."""
    return [file.name for m in chat.slack.messages(chat.direct(user)) for file in m.files]


def test_names_behind_the_word_choose_accounts_and_regions(tmp_path: Path) -> None:
    """Only what is named is read; what is not granted is refused by name, with what there is instead."""
    network = Network()
    with swept(tmp_path, network) as chat:
        chat.slack.command("mina", "#network", "/routelore sweep prod us-east-1")
        said(chat, "mina", words.DONE.en)
        assert network.read == 1
        assert (network.target.account, network.target.region) == (NUMBER["prod"], "us-east-1")
        assert network.target.asker.startswith("U0MINA")
        chat.slack.command("jun", "#network", "/routelore sweep prod")
        told = chat.told("jun", "#network", "prod")
        assert "dev" in shown(told)
        assert network.read == 1


def test_who_has_no_account_is_told_so(tmp_path: Path) -> None:
    """Nothing is read for somebody to whom the policy grants nothing."""
    network = Network()
    with swept(tmp_path, network) as chat:
        chat.slack.command("sol", "#network", "/routelore sweep")
        chat.told("sol", "#network", "granted")
        assert network.read == 0


def test_who_may_not_sweep_is_written_down(tmp_path: Path) -> None:
    """Nothing granted at all, and an account that is another's."""
    with swept(tmp_path, Network()) as chat:
        chat.slack.command("sol", "#network", "/routelore sweep")
        chat.told("sol", "#network", "granted")
        chat.slack.command("jun", "#network", "/routelore sweep prod")
        chat.told("jun", "#network", "prod")
        chat.slack.command("jun", "#network", "/routelore sweep hunter2")
        chat.told("jun", "#network", "hunter2")
        found = [(one.user, one.account, one.outcome) for one in chat.bot.resources.state.audit.records(TEAM)]
        assert found == [("U0SOL", "", "not-allowed"), ("U0JUN", "prod", "not-allowed"), ("U0JUN", "", "not-allowed")]


def test_a_sweep_of_somebody_who_is_forgotten_ends_without_a_report(tmp_path: Path) -> None:
    """What was read is deleted, and its message says so."""
    gate = threading.Event()
    network = Network(gate=gate, slow=frozenset({NUMBER["prod"]}))
    with swept(tmp_path, network) as chat:
        chat.slack.command("mina", "#network", "/routelore sweep")
        message = chat.slack.wait_for_message(
            lambda m: "cancel_sweep" in str(m.blocks), channel=chat.direct("mina"), seconds=10
        )
        chat.bot.resources.state.forgetting.forget(TEAM, "U0MINA")
        assert said(chat, "mina", words.FORGOTTEN.en).ts == message.ts
        gate.set()
        assert files(chat, "mina") == []


def test_only_its_asker_ends_a_sweep_and_what_was_read_is_told(tmp_path: Path) -> None:
    """A click by somebody else, and a second one, get a sentence; nobody has two sweeps at a time."""
    gate = threading.Event()
    network = Network(gate=gate, slow=frozenset({NUMBER["prod"]}))
    with swept(tmp_path, network) as chat:
        chat.slack.command("mina", "#network", "/routelore sweep")
        shows = said(chat, "mina", "account Regions")
        message = chat.slack.wait_for_message(
            lambda m: "cancel_sweep" in str(m.blocks), channel=chat.direct("mina"), seconds=10
        )
        sweep = chat.bot.resources.state.sweeps.of(TEAM, "U0MINA")
        assert shows
        assert sweep is not None
        chat.slack.command("mina", "#network", "/routelore sweep")
        chat.told("mina", "#network", words.ONE_AT_A_TIME.en)
        assert pressed(chat, sweep.id, "U0JUN") == words.NOT_YOURS
        chat.slack.click("mina", message, "cancel_sweep")
        done = said(chat, "mina", words.CANCELLED.en)
        assert "partial" in shown(done)
        assert chat.slack.wait_for(lambda: chat.bot.resources.state.sweeps.of(TEAM, "U0MINA") is None)
        assert pressed(chat, sweep.id, "U0MINA") == words.OVER_ALREADY
        assert pressed(chat, "gone", "U0MINA") == words.OVER_ALREADY
        gate.set()


def test_what_its_asker_lost_the_right_to_meanwhile_is_left_out(tmp_path: Path) -> None:
    """It was granted when the sweep began and when it was read, and is not when the report is made."""
    network = Network(gate=threading.Event(), slow=frozenset({NUMBER["dev"]}))
    with swept(tmp_path, network) as chat:
        chat.slack.command("mina", "#network", "/routelore sweep")
        chat.slack.wait_for_message(lambda m: "cancel_sweep" in str(m.blocks), channel=chat.direct("mina"), seconds=10)
        sweep = chat.bot.resources.state.sweeps.of(TEAM, "U0MINA")
        assert sweep is not None
        assert chat.slack.wait_for(lambda: chat.bot.resources.state.sweeps.parts.counts(sweep).ended == 2)
        narrower = POLICY.replace("accounts: [prod, dev]", "accounts: [dev]")
        (tmp_path / "policy.yaml").write_text(narrower, encoding="utf-8")
        assert network.gate is not None
        network.gate.set()
        done = shown(said(chat, "mina", words.DONE.en))
        assert "1 of 3" in done
        assert "no longer" in done


def pressed(chat: Chat, sweep: str, user: str) -> Words:
    """Give what is said to somebody's click whose button carried this id."""
    place = Place(team=TEAM, channel=chat.direct("mina"), ts="1.0", user=user)
    return cancelled(chat.bot.resources, Pressed(place=place, value={"id": sweep}, chosen="", for_one=False, trigger_id=""))


def test_an_account_that_refuses_fails_alone(tmp_path: Path) -> None:
    """What is refused is named with the reason; a report of nothing but that has no files."""
    network = Network(error=AccessError(code="role-refused", role="arn:aws:iam::444455556666:role/r", why="AccessDenied"))
    with swept(tmp_path, network) as chat:
        chat.slack.command("jun", "#network", "/routelore sweep")
        done = said(chat, "jun", words.DONE.en)
        assert "AccessDenied" in shown(done)
        assert files(chat, "jun") == []


def test_a_sweep_goes_on_after_a_restart_and_is_told_once(tmp_path: Path) -> None:
    """What was read before is not read again, and the message that showed the progress becomes the report."""
    network = Network(gate=threading.Event(), slow=frozenset({NUMBER["prod"]}))
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        with swept(tmp_path, network, slack) as chat:
            chat.slack.command("mina", "#network", "/routelore sweep")
            message = chat.slack.wait_for_message(
                lambda m: "cancel_sweep" in str(m.blocks), channel=chat.direct("mina"), seconds=10
            )
            sweep = chat.bot.resources.state.sweeps.of(TEAM, "U0MINA")
            assert sweep is not None
            assert chat.slack.wait_for(lambda: chat.bot.resources.state.sweeps.parts.counts(sweep).ended == 1)
        slack.drop_sockets()
        after = Network()
        with swept(tmp_path, after, slack) as chat:
            began = time.monotonic()
            chat.bot.resources.sweep_desk.resume(chat.bot.resources)
            done = said(chat, "mina", words.DONE.en)
            assert time.monotonic() - began < 15
            assert done.ts == message.ts
            assert after.read == 2
            assert chat.slack.wait_for(lambda: chat.bot.resources.state.sweeps.untold() == ())
            chat.bot.resources.sweep_desk.resume(chat.bot.resources)
            told = chat.bot.resources.state.sweeps.sweep(TEAM, sweep.id)
            assert told is not None
            assert told.standing is Standing.TOLD
            assert len(files(chat, "mina")) == 2


def test_a_process_that_stood_still_leaves_the_report_to_the_one_that_goes_on(tmp_path: Path) -> None:
    """It comes back when all is read, and finds that another process carries the sweep by now."""
    network = Network(gate=threading.Event(), slow=frozenset({NUMBER["prod"]}))
    with swept(tmp_path, network) as chat:
        resources = chat.bot.resources
        sweeps, leases, desk = resources.state.sweeps, resources.state.leases, resources.sweep_desk
        chat.slack.command("mina", "#network", "/routelore sweep")
        assert chat.slack.wait_for(lambda: sweeps.of(TEAM, "U0MINA") is not None)
        sweep = sweeps.of(TEAM, "U0MINA")
        assert sweep is not None
        assert chat.slack.wait_for(lambda: sweeps.parts.counts(sweep).ended == 1)
        leases.let_go(name_of(sweep), desk.holder)
        assert leases.take(name_of(sweep), "another", timedelta(minutes=1))
        assert network.gate is not None
        network.gate.set()
        assert chat.slack.wait_for(lambda: not desk._carried)
        assert files(chat, "mina") == []
        leases.let_go(name_of(sweep), "another")
        desk.resume(resources)
        said(chat, "mina", words.DONE.en)
        assert chat.slack.wait_for(lambda: sweeps.untold() == ())
        assert len(files(chat, "mina")) == 2


@pytest.mark.parametrize("text", ["how do I sweep the logs of a NAT gateway?", "전체 점검은 어떻게 해요?"])
def test_a_question_about_sweeping_is_a_question(tmp_path: Path, text: str) -> None:
    """Only the wish itself begins a sweep."""
    network = Network()
    with swept(tmp_path, network) as chat:
        room = chat.new_channel()
        chat.ask("mina", room, f"@routelore {text}")
        chat.quiet()
        assert chat.bot.resources.state.sweeps.latest(TEAM) is None
        assert network.read == 0
