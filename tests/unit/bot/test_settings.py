"""What the environment may say, and what is said back."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SLACK_API, Settings
from bot.state.retention import Kept

WORKING = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_nothing_set_means_no_workspace() -> None:
    """Without credentials there is no Slack, and Slack's own address is the default."""
    settings = Settings.from_env({"HOME": "/home/mina"})
    assert not settings.has_slack
    assert settings.api_url == SLACK_API


def test_both_tokens_are_enough_for_socket_mode() -> None:
    """Socket Mode needs no signing secret."""
    assert Settings.from_env(WORKING).mistakes() == ()


def test_http_needs_a_signing_secret_and_no_app_token() -> None:
    """HTTP mode verifies signatures instead."""
    settings = Settings.from_env({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"})
    assert settings.mistakes(http=True) == ()
    assert len(settings.mistakes()) == 1


@pytest.mark.parametrize(
    ("env", "about"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN"),
        ({**WORKING, "SLACK_BOT_TOKEN": "xoxp-1"}, "xoxb-"),
        ({**WORKING, "SLACK_APP_TOKEN": "xoxb-1"}, "xapp-"),
        ({**WORKING, "SLACK_API_URL": "slack"}, "SLACK_API_URL"),
        ({**WORKING, "ROUTELORE_DATABASE_URL": "/var/db"}, "ROUTELORE_DATABASE_URL"),
        ({**WORKING, "ROUTELORE_RETRIEVAL": "magic"}, "ROUTELORE_RETRIEVAL"),
        ({**WORKING, "ROUTELORE_WELCOME": "maybe"}, "ROUTELORE_WELCOME"),
    ],
)
def test_each_mistake_is_one_sentence_in_both_languages(env: dict[str, str], about: str) -> None:
    """A mistake names the variable or what it should look like."""
    (mistake,) = Settings.from_env(env).mistakes()
    assert about in mistake.ko
    assert about in mistake.en


def test_questions_are_matched_by_words_unless_meaning_is_chosen() -> None:
    """Semantic retrieval is asked for by name, in whatever case, and only so."""
    assert not Settings.from_env({}).by_meaning
    assert Settings.from_env({"ROUTELORE_RETRIEVAL": " Semantic "}).by_meaning
    assert not Settings.from_env({"ROUTELORE_RETRIEVAL": "magic"}).by_meaning


def test_blank_values_are_not_set() -> None:
    """An empty variable is the same as none."""
    assert not Settings.from_env({"SLACK_BOT_TOKEN": "  "}).has_slack


def test_an_api_address_ends_with_a_slash() -> None:
    """slack_sdk joins method names to it."""
    assert Settings.from_env({"SLACK_API_URL": "http://127.0.0.1:1/api"}).api_url == "http://127.0.0.1:1/api/"


def test_data_lives_where_the_system_wants_it() -> None:
    """XDG_DATA_HOME wins; the database is in that folder unless a URL is given."""
    settings = Settings.from_env({"XDG_DATA_HOME": "/data"})
    assert settings.data_folder == Path("/data/routelore")
    assert settings.database_url == "sqlite:////data/routelore/routelore.db"


def test_a_folder_of_knowledge_is_named_by_its_whole_path(tmp_path: Path) -> None:
    """Wherever the app is started from; and one that is not there is a mistake."""
    assert Settings.from_env(WORKING).knowledge is None
    assert Settings.from_env({**WORKING, "ROUTELORE_KNOWLEDGE": str(tmp_path)}).mistakes() == ()
    missing = Settings.from_env({**WORKING, "ROUTELORE_KNOWLEDGE": "no/such/folder"})
    assert missing.knowledge == Path.cwd() / "no" / "such" / "folder"
    (mistake,) = missing.mistakes()
    assert "ROUTELORE_KNOWLEDGE" in mistake.ko


@pytest.mark.parametrize(
    ("env", "lang"),
    [({"LANG": "ko_KR.UTF-8"}, "ko"), ({"LANG": "ko_KR", "LC_ALL": "C"}, "en"), ({"LANG": "de_DE"}, "en"), ({}, "en")],
)
def test_the_terminal_speaks_the_locales_language(env: dict[str, str], lang: str) -> None:
    """Korean where the locale is Korean, else English."""
    assert Settings.from_env(env).lang == lang


@pytest.mark.parametrize(("said", "welcomes"), [({}, True), ({"ROUTELORE_WELCOME": "Off"}, False)])
def test_who_joins_is_welcomed_unless_that_is_switched_off(said: dict[str, str], welcomes: object) -> None:
    """The unasked welcome is on where nothing is said."""
    settings = Settings.from_env({**WORKING, **said})
    assert settings.welcomes is welcomes
    assert settings.mistakes() == ()


def test_how_long_things_are_kept_is_a_number_of_days() -> None:
    """As many as the settings say; anything else is a mistake, told in a sentence."""
    said = {"ROUTELORE_KEEP_THREADS": "7", "ROUTELORE_KEEP_AUDIT": "3650"}
    settings = Settings.from_env({**WORKING, **said})
    assert settings.mistakes() == ()
    kept = Kept.days(*settings.keep)
    assert (kept.threads.days, kept.questions.days, kept.audit.days) == (7, 180, 3650)
    assert Kept.days(*Settings.from_env(WORKING).keep) == Kept()
    for wrong in ("0", "-1", "a week", "1.5", "99999"):
        (mistake,) = Settings.from_env({**WORKING, "ROUTELORE_KEEP_QUESTIONS": wrong}).mistakes()
        assert "ROUTELORE_KEEP_QUESTIONS" in mistake.en
