"""The gate against a local Slack: by what Slack says of people and channels now, and what it does not say is no."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from structlog.contextvars import bound_contextvars

from bot.app import web_client
from bot.listeners.belonging import FRESH, JUST_NOW, SOON, Belonging
from bot.listeners.gate import Gate, NotAllowedError
from bot.listeners.posting import Place
from bot.phrases import rights as words
from bot.playground.slack import LocalSlack
from bot.rights.policy import OWN, Account, Grant, Policy
from bot.services import Target
from bot.settings import Settings
from bot.telemetry.requests import REQUEST
from tests.e2e.chat import manifest, serving, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from slack_sdk import WebClient

    from bot.playground.slack import Message

SEOUL, VIRGINIA = "ap-northeast-2", "us-east-1"
TEAM = "T0ORCHARD"
PROD = Account(
    name="prod",
    id="111122223333",
    role="arn:aws:iam::111122223333:role/routelore",
    external_id="env:ORCHARD_EXTERNAL_ID",
    regions=(SEOUL, VIRGINIA),
)
TOOLS = Account(name="tools", regions=(SEOUL,))
ACCOUNTS = {"prod": PROD, "tools": TOOLS}


@dataclass(slots=True)
class Scene:
    """A workspace with a gate before it, whose policy and clock a test changes."""

    slack: LocalSlack
    client: WebClient
    policy: Policy | None = None
    time: float = 0.0
    several: bool = False
    _belonging: Belonging = field(init=False)

    def __post_init__(self) -> None:
        self._belonging = Belonging(lambda: self.time)

    @property
    def gate(self) -> Gate:
        """Give the gate."""
        return Gate(lambda: self.policy, several=self.several, belonging=self._belonging)

    def at(self, who: str, where: str = "") -> Place:
        """Give somebody's place: a channel, or their direct message."""
        user = self.slack.user_id(who)
        channel = self.slack.channel_id(where) if where else str(self.slack.open_dm(who).channel)
        return Place(team=TEAM, channel=channel, ts="1.1", user=user)

    def granted(self, who: str, where: str = "") -> list[str]:
        """Give what somebody may have read."""
        return [f"{one.account.name} {' '.join(one.regions)}" for one in self.gate.reaches(self.client, self.at(who, where))]

    def refused(self, who: str, where: str = "") -> str:
        """Give the sentence with which somebody is refused."""
        with pytest.raises(NotAllowedError) as error:
            self.gate.reaches(self.client, self.at(who, where))
        return error.value.words.en

    def asked(self, method: str) -> int:
        """Give how often Slack was asked."""
        return sum(call.method == method for call in self.slack.calls)

    def grant(self, *grants: Grant) -> None:
        """Put a policy with these grants in force."""
        self.policy = Policy(accounts=ACCOUNTS, grants=grants)


@contextmanager
def opened(*, without: frozenset[str] = frozenset()) -> Iterator[Scene]:
    """Open a workspace, in which the app may lack scopes."""
    said = manifest()
    scopes = said["oauth_config"]["scopes"]
    scopes["bot"] = [one for one in scopes["bot"] if one not in without]
    with LocalSlack(said) as slack:
        client = web_client(Settings.from_env({"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.api_url}))
        yield Scene(slack, client)


@pytest.fixture
def scene() -> Iterator[Scene]:
    """Open a workspace that gave the app its scopes."""
    with opened() as made:
        yield made


def test_without_a_policy_every_member_may_have_boto3s_own_account(scene: Scene) -> None:
    """In a channel and in a direct message; and nobody reads along who was not meant to."""
    for where in ("", "#network"):
        assert scene.gate.reaches(scene.client, scene.at("sol", where)) == (OWN,)
        assert scene.gate.target(scene.client, scene.at("sol", where), "", "") == Target()
    assert scene.gate.shows_in(scene.at("sol", "#network"))
    assert scene.asked("usergroups.users.list") == scene.asked("conversations.members") == 0


@pytest.mark.parametrize("has_policy", [False, True])
def test_guests_and_other_organisations_are_shown_nothing(scene: Scene, has_policy: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    """A grant that names them makes no difference."""
    scene.slack.join("gil", "Gil Guest", guest=True)
    scene.slack.join("ann", "Ann Other", team="T0ELSEWHERE")
    if has_policy:
        scene.grant(Grant(users=frozenset({"U0GIL", "U0ANN"}), accounts=("prod",)))
    assert scene.refused("gil") == words.GUEST.en
    assert scene.refused("ann", "#network") == words.STRANGER.en


@pytest.mark.parametrize("has_policy", [False, True])
def test_a_channel_that_is_shared_with_others_is_shown_nothing(scene: Scene, has_policy: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    """Whoever asks there is told to ask alone."""
    everybody = ("mina", "sol", scene.slack.bot_user)
    shared = scene.slack.add_channel("partners", everybody, shared=True)
    if has_policy:
        scene.grant(Grant(channels=frozenset({shared}), users=frozenset({"U0MINA"}), accounts=("prod",)))
    assert scene.refused("mina", "#partners") == words.SHARED_CHANNEL.en
    assert scene.granted("mina")


@pytest.mark.parametrize("error", ["user_not_found", "internal_error", "missing_scope"])
def test_what_slack_does_not_say_of_somebody_is_no(scene: Scene, error: str) -> None:
    """It is asked again at the next question, which may be answered."""
    scene.slack.faults.next("users.info", error=error)
    assert scene.refused("mina") == words.UNKNOWN_PERSON.en
    assert scene.granted("mina")


def test_what_slack_does_not_say_of_a_channel_is_no() -> None:
    """An app that was not given the new scopes yet still answers in direct messages."""
    with opened(without=frozenset({"channels:read", "groups:read"})) as scene:
        assert scene.refused("mina", "#network") == words.UNKNOWN_CHANNEL.en
        assert scene.granted("mina")
        scene.grant(Grant(channels=frozenset({scene.slack.channel_id("#network")}), accounts=("prod",)))
        assert scene.refused("mina") == words.NOTHING.en


def test_what_a_delivery_says_of_its_channel_counts_where_slack_is_silent() -> None:
    """An app without the new scopes goes on in the workspace's own channels, and in no other."""
    with opened(without=frozenset({"channels:read", "groups:read"})) as scene:
        asked = scene.at("mina", "#network")
        assert scene.gate.reaches(scene.client, replace(asked, outside=False))
        assert scene.granted("mina", "#network")  # a button there, pressed later: its delivery says nothing
        with pytest.raises(NotAllowedError) as error:
            scene.gate.reaches(scene.client, replace(asked, outside=True))
        assert error.value.words == words.SHARED_CHANNEL
        assert scene.refused("mina", "#network") == words.UNKNOWN_CHANNEL.en


def test_a_private_channel_is_asked_about_like_any_other(scene: Scene) -> None:
    """With the scope that private channels want; one that the bot is not in is not known."""
    scene.slack.add_channel("core", ("mina", scene.slack.bot_user), is_private=True)
    scene.slack.add_channel("closed", ("mina",), is_private=True)
    assert scene.granted("mina", "#core")
    assert scene.refused("mina", "#closed") == words.UNKNOWN_CHANNEL.en


def test_a_user_groups_grant_is_for_those_who_are_in_it_now(scene: Scene) -> None:
    """Who is put in or taken out is so after a minute at the latest; Slack is asked once a minute."""
    scene.slack.set_group("S0NETOPS", ("sol",))
    scene.grant(Grant(groups=frozenset({"S0NETOPS"}), accounts=("prod",), regions=(SEOUL,)))
    assert scene.granted("sol") == scene.granted("sol", "#network") == [f"prod {SEOUL}"]
    assert scene.refused("jun", "#network") == words.NOTHING.en
    assert scene.asked("usergroups.users.list") == 1
    scene.slack.set_group("S0NETOPS", ("jun",))
    scene.time += FRESH
    assert scene.granted("jun") == [f"prod {SEOUL}"]
    assert scene.refused("sol") == words.NOTHING.en


@pytest.mark.parametrize("error", ["plan_upgrade_required", "internal_error"])
def test_a_group_that_slack_does_not_tell_of_has_nobody_in_it(scene: Scene, error: str) -> None:
    """Somebody with a grant of their own keeps that; Slack, which is asked no more than it bears, is asked again soon."""
    scene.slack.set_group("S0NETOPS", ("sol", "jun"))
    scene.grant(
        Grant(groups=frozenset({"S0NETOPS"}), accounts=("prod",)),
        Grant(users=frozenset({"U0SOL"}), accounts=("tools",)),
    )
    scene.slack.faults.next("usergroups.users.list", error=error)
    assert scene.granted("sol") == [f"tools {SEOUL}"]
    assert scene.refused("jun") == words.NOTHING.en
    assert scene.asked("usergroups.users.list") == 1
    scene.time += SOON
    assert scene.granted("jun") == [f"prod {SEOUL} {VIRGINIA}"]


def test_a_group_that_is_no_more_has_nobody_in_it(scene: Scene) -> None:
    """A policy may outlive a user group."""
    scene.grant(Grant(groups=frozenset({"S0GONE"}), accounts=("prod",)))
    assert scene.refused("mina") == words.NOTHING.en


def test_a_channels_grant_is_for_those_who_are_in_it(scene: Scene) -> None:
    """There and in a direct message, not in another channel; it is gone with the channel."""
    network = scene.slack.channel_id("#network")
    scene.slack.add_channel("elsewhere", ("mina", "jun", scene.slack.bot_user))
    scene.grant(Grant(channels=frozenset({network}), accounts=("tools",)))
    assert scene.granted("jun", "#network") == scene.granted("jun") == [f"tools {SEOUL}"]
    assert scene.refused("jun", "#elsewhere") == words.NOTHING_HERE.en
    scene.slack.leave("#network", "jun")
    scene.time += FRESH
    assert scene.refused("jun", "#elsewhere") == words.NOTHING.en
    assert scene.refused("jun") == words.NOTHING.en
    with pytest.raises(NotAllowedError):  # as at a click on what was asked there
        scene.gate.check(scene.client, replace(scene.at("jun"), channel=network), "tools", SEOUL)


def test_whoever_joined_a_channel_just_now_has_its_grant(scene: Scene) -> None:
    """Nobody is told for a minute that they are not where they are."""
    scene.slack.join("new", "Nu New")
    scene.slack.leave("#network", "new")
    scene.grant(Grant(channels=frozenset({scene.slack.channel_id("#network")}), accounts=("tools",)))
    assert scene.refused("new") == words.NOTHING.en
    scene.slack.invite("#network", "new")
    scene.time += JUST_NOW
    assert scene.granted("new") == [f"tools {SEOUL}"]


def test_a_right_that_is_revoked_is_gone_at_the_next_click(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Account and Region are checked each time; what is not granted and what is not there are refused alike."""
    monkeypatch.setenv("ORCHARD_EXTERNAL_ID", "orchard-7")
    scene.grant(Grant(users=frozenset({"U0MINA"}), accounts=("prod",), regions=(SEOUL,)))
    mina = scene.at("mina")
    scene.gate.check(scene.client, mina, "prod", SEOUL)
    told = [_refusal(scene, mina, account, region) for account, region in (("tools", SEOUL), ("nobodys", SEOUL))]
    assert told[0].replace("tools", "nobodys") == told[1]
    assert f"prod ({SEOUL})" in told[0]
    assert _refusal(scene, mina, "prod", VIRGINIA).startswith("You don't have access to prod in us-east-1.")
    assert "prod (" not in _refusal(scene, scene.at("mina", "#network"), "tools", SEOUL)  # others read along
    scene.grant()
    assert _refusal(scene, mina, "prod", SEOUL).endswith("in the policy.")
    with pytest.raises(NotAllowedError):
        scene.gate.target(scene.client, mina, "prod", SEOUL)


def test_the_target_is_in_the_name_of_who_asked(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The role with its external id from where it is kept, and a session that says who asked, and in which request."""
    monkeypatch.setenv("ORCHARD_EXTERNAL_ID", "orchard-7")
    scene.grant(Grant(users=frozenset({"U0MINA"}), accounts=("prod", "tools")))
    with bound_contextvars(**{REQUEST: "1f2e3d4c"}):
        target = scene.gate.target(scene.client, scene.at("mina"), "prod", VIRGINIA)
    role = str(PROD.role)
    asked_by = "U0MINA.1f2e3d4c"
    assert target == Target(account=PROD.id, region=VIRGINIA, role=role, external_id="orchard-7", asker=asked_by)
    assert scene.gate.target(scene.client, scene.at("mina"), "", "") == Target(region=SEOUL, asker="U0MINA")


def test_threads_of_an_account_end_with_its_policy(scene: Scene) -> None:
    """Without a policy there is boto3's own account, and no other; with one, that is the account without a role."""
    with pytest.raises(NotAllowedError):
        scene.gate.check(scene.client, scene.at("mina"), "prod", SEOUL)
    scene.gate.check(scene.client, scene.at("mina"), "", SEOUL)
    scene.grant(Grant(users=frozenset({"U0MINA"}), accounts=("prod",)))
    assert _refusal(scene, scene.at("mina"), "", SEOUL).startswith(words.NOT_THIS_ACCOUNT.en)


def test_of_several_workspaces_only_those_have_anything_that_are_named(scene: Scene) -> None:
    """Whoever installs the app has no right by that."""
    scene.several = True
    assert scene.refused("mina") == words.NOTHING.en
    scene.grant(Grant(users=frozenset({"U0MINA"}), accounts=("prod",)))
    assert scene.refused("mina") == words.NOTHING.en
    scene.grant(Grant(workspace=TEAM, users=frozenset({"U0MINA"}), accounts=("tools",)))
    assert scene.granted("mina") == [f"tools {SEOUL}"]


def test_a_channel_shows_diagnoses_only_where_it_is_listed(scene: Scene) -> None:
    """Where only the asker sees them, they are shown always."""
    network = scene.slack.channel_id("#network")
    scene.policy = Policy(shown_in=frozenset({network}))
    assert [scene.gate.shows_in(scene.at("mina", where)) for where in ("", "#network", "#random")] == [True, True, False]


def test_in_the_playground_everybody_may_have_everything(scene: Scene) -> None:
    """Slack is asked nothing."""
    gate = Gate(everybody=True)
    scene.slack.join("gil", "Gil Guest", guest=True)
    gate.admit(scene.client, scene.at("gil"))
    assert gate.reaches(scene.client, scene.at("gil")) == (OWN,)
    assert gate.target(scene.client, scene.at("gil"), "", "") == Target()
    assert scene.slack.calls == ()


def test_maintainers_are_told_of_a_broken_policy_and_of_its_end(tmp_path: Path) -> None:
    """Each in the language of their Slack; the policy in force stays as it was."""
    file = tmp_path / "policy.yaml"
    good = "accounts: {}\ngrants: []\n"
    file.write_text(good)
    with LocalSlack(manifest()) as slack, serving(slack, tmp_path, env={"ROUTELORE_POLICY": str(file)}) as chat:
        file.write_text("accounts: {}\ngrant: []\n")
        policy = chat.bot.resources.gate.policy
        for _ in range(3):
            policy.look()  # type: ignore[attr-defined]  # as the rounds do
        for who, says in (("mina", "정책 파일에 문제가"), ("alex", "The policy file has a mistake")):
            direct = chat.direct(who)
            told = slack.wait_for_message(partial(_says, says), channel=direct)
            assert f"{file}:2" in shown(told)
        file.write_text(good)
        policy.look()  # type: ignore[attr-defined]
        policy.look()  # type: ignore[attr-defined]
        slack.wait_for_message(lambda m: "is fine again" in shown(m), channel=chat.direct("alex"))


def _says(what: str, message: Message) -> bool:
    return what in shown(message)


def _refusal(scene: Scene, place: Place, account: str, region: str) -> str:
    with pytest.raises(NotAllowedError) as error:
        scene.gate.check(scene.client, place, account, region)
    return error.value.words.en
