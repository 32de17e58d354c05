"""Secrets that are kept elsewhere: found where a reference says, and in no sentence about what went wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings
from diagnostics.collect.errors import AccessError, ServiceError
from diagnostics.collect.references import Kept, Reference, reference, revealed
from diagnostics.explain import trouble
from diagnostics.model.flow import AskerError
from tests.unit.collect.local_aws import said

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from tests.unit.collect.local_aws import LocalAws

SECRET = "hunter2-hunter2"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("env:ORCHARD_ID", Reference(kept=Kept.ENVIRONMENT, name="ORCHARD_ID")),
        ("ssm:/routelore/prod/external-id", Reference(kept=Kept.PARAMETER, name="/routelore/prod/external-id")),
        ("secretsmanager:routelore/bot", Reference(kept=Kept.SECRET, name="routelore/bot")),
        ("secretsmanager:routelore/bot#token", Reference(kept=Kept.SECRET, name="routelore/bot", key="token")),
        (
            "secretsmanager:arn:aws:secretsmanager:us-east-1:111122223333:secret:bot-AbCdEf#token",
            Reference(kept=Kept.SECRET, name="arn:aws:secretsmanager:us-east-1:111122223333:secret:bot-AbCdEf", key="token"),
        ),
        ("env:", None),
        ("env:no such name", None),
        ("ssm:", None),
        ("vault:routelore", None),
        (SECRET, None),
        ("xoxb-1-2", None),
        ("postgresql+psycopg://routelore:pw@db/routelore", None),
    ],
)
def test_a_reference_is_read_and_nothing_else_is_one(text: str, found: Reference | None) -> None:
    """What is the secret itself is never taken for a place where one is kept."""
    assert reference(text) == found
    assert found is None or str(found) == text


def test_a_variable_is_found_without_boto3() -> None:
    """Whoever keeps no secret in AWS waits for nothing of it."""
    script = (
        "import sys; from diagnostics.collect.references import revealed; "
        "print(revealed('env:A', {'A': ' b '}), 'boto3' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "b False\n"


def test_a_parameter_is_found_decrypted(aws: LocalAws) -> None:
    """A SecureString of SSM, by its path."""
    aws.client("ssm").put_parameter(Name="/routelore/external-id", Value=f"{SECRET}\n", Type="SecureString")
    assert revealed("ssm:/routelore/external-id", {}) == SECRET
    assert json.loads(aws.last["GetParameter"])["WithDecryption"] is True


def test_a_secret_is_found_by_name_by_arn_and_by_key(aws: LocalAws) -> None:
    """Whole, or one key of it where it is JSON."""
    made = aws.client("secretsmanager").create_secret(Name="routelore/bot", SecretString=json.dumps({"token": SECRET}))
    assert revealed("secretsmanager:routelore/bot#token", {}) == SECRET
    assert revealed(f"secretsmanager:{made['ARN']}#token", {}) == SECRET
    assert json.loads(revealed("secretsmanager:routelore/bot", {})) == {"token": SECRET}


def test_settings_are_given_with_what_is_kept_elsewhere(aws: LocalAws) -> None:
    """The secret ones alone; and there is nothing wrong with a reference before it is followed."""
    aws.client("ssm").put_parameter(Name="/routelore/bot", Value="xoxb-1", Type="SecureString")
    env = {"SLACK_BOT_TOKEN": "ssm:/routelore/bot", "SLACK_APP_TOKEN": "env:APP", "ROUTELORE_DATABASE_URL": "env:DB"}
    settings = Settings.from_env(env)
    assert settings.mistakes() == ()
    found = settings.with_secrets({"APP": "xapp-1", "DB": "sqlite:///x.db"})
    assert (found.bot_token, found.app_token, found.database_url) == ("xoxb-1", "xapp-1", "sqlite:///x.db")
    assert found.mistakes() == ()
    assert found.with_secrets({}) is found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("env:NOT_SET", "secret-missing"),
        ("ssm:/routelore/none", "secret-missing"),
        ("secretsmanager:routelore/none", "secret-missing"),
        ("secretsmanager:routelore/bot#other", "secret-no-text"),
        ("secretsmanager:routelore/bot#number", "secret-no-text"),
        ("secretsmanager:routelore/plain#token", "secret-no-text"),
        ("secretsmanager:routelore/binary", "secret-no-text"),
        ("ssm:not a path", "secret-unreadable"),
        ("ssm:/routelore/blank", "secret-missing"),
        ("env:ITSELF", "secret-leads-on"),
        ("ssm:/routelore/further", "secret-leads-on"),
    ],
)
def test_what_cannot_be_found_is_one_sentence_without_the_secret(aws: LocalAws, text: str, code: str) -> None:
    """It names the reference, which is no secret."""
    manager = aws.client("secretsmanager")
    manager.create_secret(Name="routelore/bot", SecretString=json.dumps({"token": SECRET, "number": 7}))
    manager.create_secret(Name="routelore/plain", SecretString=SECRET)
    manager.create_secret(Name="routelore/binary", SecretBinary=SECRET.encode())
    aws.client("ssm").put_parameter(Name="/routelore/blank", Value=" ", Type="SecureString")
    aws.client("ssm").put_parameter(Name="/routelore/further", Value="env:NOT_SET", Type="String")
    with pytest.raises(AccessError) as error:
        revealed(text, {"ITSELF": "env:ITSELF"})
    assert error.value.code == code
    for lang in ("ko", "en"):
        told = trouble(error.value.code, error.value.particulars, lang)
        assert SECRET not in told
        assert text in told or code == "secret-unreadable"
        assert "–" not in told


@pytest.mark.parametrize(
    ("answer", "expected"), [("AccessDeniedException", AccessError), ("ThrottlingException", ServiceError)]
)
@pytest.mark.parametrize(("text", "action"), [("ssm:/a", "GetParameter"), ("secretsmanager:a", "GetSecretValue")])
@pytest.mark.usefixtures("without_pauses")
def test_a_refusal_names_the_permission(
    aws: LocalAws, text: str, action: str, answer: str, expected: type[AccessError | ServiceError]
) -> None:
    """What is denied is for the operator to allow; what is throttled may work later."""

    def refused() -> Response:
        response = said({"__type": answer, "message": f"no {SECRET}"})
        response.status_code = 400
        return response

    aws.instead[action] = refused
    with pytest.raises(expected) as error:
        revealed(text, {})
    assert isinstance(error.value, AccessError | ServiceError)
    told = trouble(error.value.code, error.value.particulars, "en")
    assert SECRET not in told
    assert (f":{action}" in told) == (expected is AccessError)


def test_without_a_region_or_credentials_the_sentence_says_that(aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are what boto3's own settings lack."""
    assert aws.url
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    with pytest.raises(AskerError) as no_region:
        revealed("ssm:/a", {})
    assert no_region.value.code == "no-region"
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(AccessError) as no_credentials:
        revealed("ssm:/a", {})
    assert no_credentials.value.code == "no-credentials"


def test_aws_that_is_not_there_is_said_to_be_so(aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers at that address."""
    assert aws.url
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(ServiceError) as error:
        revealed("ssm:/a", {})
    assert error.value.code == "secret-unreachable"
