"""Secrets that are planted in text: none comes through, whoever wrote the text, and ordinary text stays as it is."""

from __future__ import annotations

import json
import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings
from bot.telemetry.redaction import GONE, Redactor

SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzz5LEKEY12"
SESSION_TOKEN = "IQoJb3JpZ2luX2VjE" + "aB3/" * 60


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("token xoxb-123-456-abcDEF is refused", "xoxb-123"),
        ("xoxe.xoxp-1-Mi0yLTEyMzQ", "Mi0yLTEyMzQ"),
        ("xapp-1-A012-345-abcdef0123", "A012-345"),
        ("post to https://hooks.slack.com/commands/T1/2/abcdef", "abcdef"),
        ("{'response_url': 'http://127.0.0.1:8/respond/one'}", "respond/one"),
        ("wss://wss.slack.com/link/?ticket=a1b2c3-d4&app_id=x", "a1b2c3"),
        ("key AKIAIOSFODNN7EXAMPLE", "AKIAIOSF"),
        ("ASIAIOSFODNN7EXAMPLE/20260101/us-east-1", "ASIAIOSF"),
        (f"<SecretAccessKey>{SECRET_KEY}</SecretAccessKey>", SECRET_KEY),
        (f"it was {SECRET_KEY}, they said", SECRET_KEY),
        (f"x-amz-security-token:{SESSION_TOKEN}", SESSION_TOKEN),
        (f"a lone {SESSION_TOKEN}", SESSION_TOKEN),
        ("Authorization: AWS4-HMAC-SHA256 Credential=x, Signature=0123456789abcdef", "0123456789abcdef"),
        ("('Authorization', 'Bearer abcdefgh.ijklmnop')", "abcdefgh"),
        ("'Authorization': 'Basic dXNlcjpwYXNzd29yZA=='", "dXNlcjpw"),
        ("X-Slack-Signature: v0=" + "ab" * 32, "abab"),
        ("postgresql+psycopg://app:p@ss/word@db.internal/routelore", "ss/word"),
        ("redis://:s3cr3tpw@redis:6379/0", "s3cr3tpw"),
        ('{"password": "two words", "user": "app"}', "two words"),
        ("connection failed: host=db password=hunter22 user=app", "hunter22"),
        ('{"body": "{\\"client_secret\\": \\"abcdefgh\\"}"}', "abcdefgh"),
        ("ExternalId=word-of-choice", "word-of-choice"),
        ("token=['abcdefghi']", "abcdefghi"),
    ],
)
def test_what_looks_like_a_secret_is_taken_out(text: str, secret: str) -> None:
    """Neither a log nor the operator's terminal shows it."""
    assert secret not in Redactor().log_line(text)
    assert secret not in Redactor().terminal_line(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("arn:aws:iam::111122223333:role/routelore", "arn:aws:iam::****3333:role/routelore"),
        ("account=111122223333", "account=****3333"),
        ("of bucket logs-111122223333", "of bucket logs-****3333"),
        ("1111-2222-3333", "****3333"),
    ],
)
def test_accounts_keep_their_last_four_digits_in_a_log(text: str, left: str) -> None:
    """The operator's own terminal shows them whole, as the AWS CLI does; a message in Slack has no asterisks."""
    assert Redactor().log_line(text) == left
    assert Redactor().terminal_line(text) == text
    assert Redactor().chat_line(text) == left.replace("****", "…")


@pytest.mark.parametrize(
    "text",
    [
        "answered kind=found entry=gateway-endpoint-route lang=ko ms=12 request=1a2b3c4d",
        "unforeseen type=KeyError at diagnosing.py:12 < reasons.py:35",
        "subnet-0123456789012abcd via nat-0123456789012abcd",
        "SLACK_BOT_TOKEN is not set. Put the xoxb- token from the app's OAuth & Permissions page there.",
        "ts 1732386000.123456 in C012ABCDEF, basic information about the bearer",
        "http://127.0.0.1:4566/path and https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        "2026-11-23T18:32:28.792482Z sha 0123456789abcdef0123456789abcdef01234567",
    ],
)
def test_ordinary_lines_stay_as_they_are(text: str) -> None:
    """A log from which ids and addresses are gone helps nobody."""
    assert Redactor().log_line(text) == text


def test_the_secrets_of_the_settings_are_known_in_every_spelling() -> None:
    """As they are, in JSON, and in an address, also where they look like nothing in particular."""
    settings = Settings.from_env(
        {
            "SLACK_SIGNING_SECRET": "plain words in a row",
            "ROUTELORE_DATABASE_URL": "postgresql://app:s%40fe%20word@db/routelore",
        }
    )
    redactor = Redactor.of(settings)
    for text in (
        "so plain words in a row it is",
        "plain%20words%20in%20a%20row",
        "plain+words+in+a+row",
        "s@fe word s%40fe%20word",
    ):
        assert "words" not in redactor.log_line(text)
        assert "fe word" not in redactor.log_line(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=6, max_size=40), st.text(max_size=30))
def test_a_known_secret_never_comes_through(secret: str, around: str) -> None:
    """Whatever it is made of, and whatever stands around it, in plain text and in JSON."""
    redactor = Redactor((secret,))
    assert (
        secret not in redactor.log_line(f"{around}\n{secret}\n{around}").replace(GONE, "").replace("\n", "\n\n")
        or secret in GONE
    )
    line = redactor.log_line(json.dumps({"event": secret}, ensure_ascii=False))
    assert json.dumps(secret, ensure_ascii=False)[1:-1] not in re.sub(r"\[[a-z-]+\]", "", line) or secret in '{"event": ""}'


def test_a_long_line_is_read_in_no_time() -> None:
    """No pattern tries again and again: the time grows with the length, whatever the line is made of."""
    began = process_time()
    for piece in ("a", "token=", "x-amz-", "://", "1", "aB3/", "Bearer ", "\\\"'", "token='", "a://b:"):
        Redactor().log_line(piece * (50_000 // len(piece)))
    assert process_time() - began < 5
