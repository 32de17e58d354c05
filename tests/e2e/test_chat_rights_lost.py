"""What somebody had the right to a moment ago, or has in another place: a right is that of the moment and of the place."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.playground.slack import LocalSlack
from bot.rights.policy import Policy
from bot.services import OWN
from tests.e2e.chat import NOTHING, manifest, serving, shown
from tests.e2e.test_chat_rights import (
    PASTED,
    PROD,
    SECRETS,
    SEOUL,
    TEAM,
    WHY,
    Accounts,
    Office,
    Rules,
    policy,
)
from tests.scenarios.network import baseline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.services import Named, Progress, Target
    from diagnostics.collect.answers import Answers


class Slow(Accounts):
    """Accounts that answer when they are let."""

    reading = threading.Event()
    answer = threading.Event()

    def collect(self, progress: Progress, named: Named = NOTHING, target: Target = OWN) -> Answers:
        """Tell the account once somebody lets it."""
        self.reading.set()
        assert self.answer.wait(10)
        return Accounts.collect(self, progress, named, target)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give a workspace whose policy and whose AWS a test may change."""
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        rules, accounts = Rules(Policy()), Slow()
        with serving(slack, tmp_path_factory.mktemp("lost"), network=accounts, policy=rules) as chat:
            yield Office(chat=chat, accounts=accounts, rules=rules, listed="", unlisted="")


@pytest.fixture
def office(opened: Office) -> Iterator[Office]:
    """Give the workspace with the usual policy, two new channels, and accounts that answer at once."""
    listed, unlisted = opened.chat.new_channel(), opened.chat.new_channel()
    opened.rules.policy = policy(opened.chat.slack.channel_id(listed))
    opened.chat.network.said = baseline()
    Slow.answer.set()
    yield replace(opened, listed=listed, unlisted=unlisted)
    Slow.answer.set()
    opened.chat.quiet()


def take_from_jun(office: Office) -> None:
    """Take the second account from jun; mina keeps hers."""
    office.rules.policy = replace(office.rules.policy, grants=office.rules.policy.grants[:1])


def test_a_right_that_ends_while_aws_is_read_ends_the_answer(office: Office) -> None:
    """What was read for somebody who may not have it any more is told to nobody, and kept nowhere."""
    chat = office.chat
    Slow.answer.clear()
    Slow.reading.clear()
    root = chat.ask("jun", office.listed, WHY)
    assert Slow.reading.wait(10)
    take_from_jun(office)
    Slow.answer.set()
    chat.heard(office.listed, root, "권한이 없어요")
    chat.quiet()
    assert not any(secret in office.public(office.listed) for secret in SECRETS)
    assert chat.bot.resources.state.thread(TEAM, chat.slack.channel_id(office.listed), root) is None
    assert office.deeds()[-1].outcome == "not-allowed"


def test_a_shared_diagnosis_opens_its_thread_to_no_other_account(office: Office) -> None:
    """One account was shared there; another is answered to the asker alone, as anywhere in that channel."""
    chat = office.chat
    root = chat.ask("mina", office.unlisted, "@routelore diagnose subnet-a1 to s3 in dev")
    offer = office.hears("mina", f"<#{chat.slack.channel_id(office.unlisted)}>")
    assert chat.slack.click("mina", offer, "share_here").ok
    chat.heard(office.unlisted, root, "The fix")
    chat.ask("mina", office.unlisted, "그럼 prod 계정 us-east-1은?", root)
    chat.told("mina", office.unlisted, "DM 스레드")
    office.hears("mina", PROD)
    assert PROD not in office.public(office.unlisted)
    chat.ask("mina", office.unlisted, "라우팅 테이블 보여줘", root)
    chat.heard(office.unlisted, root, "이 라우트로 나가요")


def test_a_number_that_is_refused_is_not_told_by_its_name(office: Office) -> None:
    """What somebody typed is what they are told; whether the policy knows it stays open."""
    chat = office.chat
    said = set()
    for number in (PROD, "999900001111"):
        chat.ask("jun", office.listed, f"@routelore diagnose subnet-a1 to s3 in {number}")
        told = shown(chat.told("jun", office.listed, f"`{number}`"))
        assert "prod" not in told
        said.add(told.replace(number, "…"))
    assert len(said) == 1


def test_a_name_that_means_another_account_now_opens_nothing_that_was_read_before(office: Office) -> None:
    """The thread holds the network of the account that had the name then."""
    chat = office.chat
    root = chat.ask("jun", office.listed, WHY)
    details = chat.heard(office.listed, root, "해결 방법")
    accounts = {**office.rules.policy.accounts}
    accounts["dev"] = replace(accounts["dev"], id="777788889999", role="arn:aws:iam::777788889999:role/routelore")
    office.rules.policy = replace(office.rules.policy, accounts=accounts)
    said = len(chat.replies(office.listed, root))
    assert chat.slack.click("jun", details, "show_evidence").ok
    chat.told("jun", office.listed, "권한이 없어요")
    chat.ask("jun", office.listed, "라우팅 테이블 보여줘", root)
    chat.quiet()
    assert len(chat.replies(office.listed, root)) == said


@pytest.mark.parametrize("asked", ["뭐가 보여야 해?", "비용은 얼마야?", PASTED, "다른 서브넷 보여줘"])
def test_every_word_about_an_account_is_written_down(office: Office, asked: str) -> None:
    """Predictions, costs, what one's own tools show, and the names of the subnets, too."""
    chat = office.chat
    root = chat.ask("jun", office.listed, WHY)
    chat.heard(office.listed, root, "해결 방법")
    before, said = len(office.deeds()), len(chat.replies(office.listed, root))
    chat.ask("jun", office.listed, asked, root)
    assert chat.slack.wait_for(lambda: len(chat.replies(office.listed, root)) > said, 10)
    chat.quiet()
    (deed,) = office.deeds()[before:]
    assert (deed.user, deed.account, deed.region) == ("U0JUN", "dev", SEOUL)
    assert "52.219" not in str(deed)


def test_a_word_that_was_guessed_to_be_a_name_is_not_written_down(office: Office) -> None:
    """What the network does not have is a word of the message, perhaps somebody's name or a password."""
    chat = office.chat
    for text in ("diagnose hunter2-secret to s3 in dev", "why does hunter2-secret not reach S3 in dev?"):
        root = chat.ask("jun", office.listed, f"@routelore {text}")
        assert chat.slack.wait_for(partial(_has_answered, office, root), 10)
        chat.quiet()
    assert office.deeds()[-1].user == "U0JUN"
    assert "hunter2" not in str(office.deeds())


def _has_answered(office: Office, root: str) -> bool:
    return bool(office.chat.replies(office.listed, root))


def test_a_channel_that_is_listed_no_more_shows_nothing_that_was_asked_before(office: Office) -> None:
    """The question for the account was posted while it was listed; the answer goes by what is so now."""
    chat = office.chat
    root = chat.ask("mina", office.listed, WHY)
    which = chat.heard(office.listed, root, "어느 계정을 볼까요")
    chat.kept()
    office.rules.policy = replace(office.rules.policy, shown_in=frozenset())
    before = len(office.accounts.targets)
    assert chat.slack.click("mina", which, "choose_account.0").ok
    chat.told("mina", office.listed, "진단 결과를 올리지 않아요")
    assert len(office.accounts.targets) == before


def test_a_command_tells_nobody_which_names_there_are(office: Office) -> None:
    """For somebody without a right, a name of the network is a word like any other."""
    chat = office.chat
    chat.bot.resources.state.keep_names(TEAM, {"lighthouse"}, "prod", SEOUL)
    said = set()
    for word in ("lighthouse", "windmill"):
        before = _alone(office)
        assert chat.slack.command("sol", office.unlisted, f"/routelore {word}").ok
        assert chat.slack.wait_for(partial(_has_more, office, before), 10)
        chat.quiet()
        said.add("\n".join(_alone(office)[len(before) :]).replace(word, "…"))
    assert len(said) == 1, said


def _alone(office: Office) -> list[str]:
    return [shown(m) for m in office.chat.slack.messages(office.unlisted, "sol") if m.ephemeral_for]


def _has_more(office: Office, before: list[str]) -> bool:
    return len(_alone(office)) > len(before)
