"""What a sweep is to read: what is within reach, of what was named; what is not there is refused with what there is."""

from __future__ import annotations

import pytest

from bot.rights.policy import OWN, Account, Reach
from bot.sweeping.broker import shown_broker
from bot.sweeping.named import names_in
from bot.sweeping.plan import PlanError, Spot, plan
from bot.understanding.wishes import Wish, wish_in

SEOUL, VIRGINIA = "ap-northeast-2", "us-east-1"
PROD = Reach(account=Account(name="prod", id="111122223333", regions=(SEOUL, VIRGINIA)), regions=(SEOUL, VIRGINIA))
DEV = Reach(account=Account(name="dev", id="444455556666", regions=(SEOUL,)), regions=(SEOUL,))


def spots(*pairs: tuple[str, str]) -> tuple[Spot, ...]:
    """Give the parts of these accounts and Regions."""
    return tuple(Spot(account=account, region=region) for account, region in pairs)


def test_everything_within_reach_is_planned() -> None:
    """Each account in each of its Regions."""
    assert plan((PROD, DEV)) == spots(("prod", SEOUL), ("prod", VIRGINIA), ("dev", SEOUL))


def test_names_narrow_it() -> None:
    """Accounts go by the policy's name or by AWS's number; a Region leaves out accounts that have none of it."""
    assert plan((PROD, DEV), accounts=("dev", "dev")) == spots(("dev", SEOUL))
    assert plan((PROD, DEV), accounts=("111122223333",), regions=(SEOUL,)) == spots(("prod", SEOUL))
    assert plan((PROD, DEV), regions=(VIRGINIA,)) == spots(("prod", VIRGINIA))


def test_without_a_policy_boto3s_own_account_is_read() -> None:
    """In its own Region, or in those that are named."""
    assert plan((OWN,)) == spots(("", ""))
    assert plan((OWN,), regions=(SEOUL, VIRGINIA)) == spots(("", SEOUL), ("", VIRGINIA))


@pytest.mark.parametrize(
    ("accounts", "regions", "told"),
    [
        (("stage",), (), "prod, dev"),
        (("dev",), (VIRGINIA,), SEOUL),
        ((), ("Seoul",), "ap-northeast-2"),
        ((), ("eu-west-1",), f"{SEOUL}, {VIRGINIA}"),
    ],
)
def test_what_is_not_within_reach_is_refused_with_what_is(
    accounts: tuple[str, ...], regions: tuple[str, ...], told: str
) -> None:
    """One sentence in each language says what was not found, and what to choose from."""
    with pytest.raises(PlanError) as refused:
        plan((PROD, DEV), accounts=accounts, regions=regions)
    assert told in refused.value.words.en
    assert told in refused.value.words.ko


def test_there_is_an_end_to_what_one_sweep_takes() -> None:
    """More than anybody has is refused before anything is kept, and nothing at all as well."""
    many = [Reach(account=Account(name=f"a{n}"), regions=(SEOUL, VIRGINIA)) for n in range(2600)]
    with pytest.raises(PlanError, match="5,200"):
        plan(many)
    with pytest.raises(PlanError, match="no account and Region"):
        plan(())


@pytest.mark.parametrize(
    "said",
    [
        "sweep",
        "Sweep prod us-east-1",
        "please sweep prod, dev",
        "run a full sweep",
        "전체 점검",
        "전체점검 해 주세요",
        "prod 전체 점검",
        "모든 계정 점검 해줘",
        "네트워크 전체 점검 부탁드려요",
    ],
)
def test_the_wish_is_heard_in_both_languages(said: str) -> None:
    """The whole message is the wish, with names before or behind it."""
    assert wish_in(said) is Wish.SWEEP


@pytest.mark.parametrize(
    "said", ["what is a sweep?", "전체 점검은 어떻게 해요?", "sweep it under the rug", "how do I sweep?"]
)
def test_a_sentence_about_it_is_no_wish(said: str) -> None:
    """What has more to say is a question."""
    assert wish_in(said) is not Wish.SWEEP


def test_names_are_told_from_the_words_of_the_wish() -> None:
    """Regions are known by how they look, accounts by the policy, in any case; the wish's own words are neither."""
    assert names_in("sweep Prod, us-east-1 please", ("prod",)) == (("prod",), ("us-east-1",))
    assert names_in("prod 전체 점검 해줘", ("prod",)) == (("prod",), ())
    assert names_in("run a full sweep", ("full",)) == (("full",), ())
    assert names_in("전체 점검", ("prod",)) == ((), ())


def test_a_brokers_password_is_never_shown() -> None:
    """Neither of Redis nor of SQS, where the keys stand in the address."""
    assert shown_broker("redis://:secret@cache.example:6379/0") == "redis://cache.example:6379"
    assert "SECRET" not in shown_broker("sqs://AKIA:SECRET@")
    assert shown_broker("redis://[") == "ROUTELORE_BROKER_URL"
