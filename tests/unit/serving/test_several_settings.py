"""The settings of serving: each mistake with several workspaces, or with the port of the probes, is one sentence."""

from __future__ import annotations

import pytest

from bot.settings import Settings

SEVERAL = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "s",
    "SLACK_SIGNING_SECRET": "s",
    "ROUTELORE_WORKSPACES": "T012AB3CD, E045",
}


def test_several_workspaces_need_no_token() -> None:
    """Each installation brings its own; that a real Slack is meant shows all the same."""
    settings = Settings.from_env(SEVERAL)
    assert settings.mistakes(http=True) == ()
    assert settings.has_slack
    assert settings.workspaces == ("T012AB3CD", "E045")


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"SLACK_CLIENT_SECRET": ""}, "SLACK_CLIENT_SECRET"),
        ({"SLACK_CLIENT_ID": ""}, "SLACK_CLIENT_ID"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_BOT_TOKEN"),
        ({"ROUTELORE_WORKSPACES": ""}, "ROUTELORE_WORKSPACES"),
        ({"ROUTELORE_WORKSPACES": "our workspace"}, "ROUTELORE_WORKSPACES"),
        ({"ROUTELORE_MAINTAINERS": "U012AB3CD"}, "ROUTELORE_MAINTAINERS"),
        ({"ROUTELORE_HEALTH_PORT": "http"}, "ROUTELORE_HEALTH_PORT"),
        ({"ROUTELORE_HEALTH_PORT": "70000"}, "ROUTELORE_HEALTH_PORT"),
    ],
)
def test_each_mistake_is_one_sentence(change: dict[str, str], about: str) -> None:
    """It names the variable in both languages."""
    (mistake,) = Settings.from_env({**SEVERAL, **change}).mistakes(http=True)
    assert about in mistake.ko
    assert about in mistake.en


def test_several_workspaces_are_not_for_socket_mode() -> None:
    """The sentence says how to run it instead."""
    (mistake,) = Settings.from_env(SEVERAL).mistakes()
    assert "--http" in mistake.en


def test_the_port_of_the_probes_is_a_number() -> None:
    """None where it is not set."""
    assert Settings.from_env({"ROUTELORE_HEALTH_PORT": "8081"}).probes_at == 8081
    assert Settings.from_env({}).probes_at is None
