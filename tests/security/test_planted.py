"""Secrets that are planted wherever a process meets them: found in no log, no message, no answer of HTTP and no database."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError, NoCredentialsError, ProxyConnectionError

from bot.playground.slack import LocalSlack
from bot.telemetry.logs import log_to
from bot.telemetry.redaction import Redactor
from diagnostics.collect.answers import Refusal
from diagnostics.collect.errors import AccessError, ServiceError
from diagnostics.collect.faults import refusal_of
from tests.e2e.chat import Network, manifest, serving, shown
from tests.scenarios.network import baseline
from tests.security.test_injection import reported, until_still

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What nobody may find anywhere: tokens, keys, a session, an external id, a password.
KEY, SECRET = "AKIAPLANTEDPLANTED01", "pLanted/SecretKey+0123456789abcdefABCDEF"
SESSION, EXTERNAL, PASSWORD = "FwoGZXIvYXdzPlanted" + "Zz9/" * 50, "planted-external-id-77", "planted-database-password"
PLANTED = (KEY, SECRET, SESSION, EXTERNAL, PASSWORD)
#: What AWS and the libraries between may say when they refuse.
SAID = (
    f"not authorized: {KEY} aws_secret_access_key={SECRET} X-Amz-Security-Token={SESSION} "
    f"ExternalId={EXTERNAL} postgresql://bot:{PASSWORD}@db.example/routelore"
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Log as a process does, everything that any library says; afterwards everything is as it was."""
    root, ours = logging.getLogger(), logging.getLogger("routelore")
    before = (list(root.handlers), root.level, ours.level, sys.excepthook, threading.excepthook)
    out = io.StringIO()
    log_to(out, Redactor((EXTERNAL, PASSWORD)), style="json", level="debug")
    root.setLevel(logging.DEBUG)
    yield out
    root.handlers[:] = before[0]
    logging.captureWarnings(capture=False)
    root.setLevel(before[1])
    ours.setLevel(before[2])
    sys.excepthook, threading.excepthook = before[3:]


def test_a_refusal_is_kept_without_the_keys_that_it_quotes() -> None:
    """What AWS or a library raises goes into a snapshot, a database and a report; why it was refused stays readable."""
    refused = ClientError({"Error": {"Code": "AuthFailure", "Message": SAID}}, "DescribeVpcs")
    for error in (
        refused,
        NoCredentialsError(),
        ProxyConnectionError(proxy_url=f"http://me:{PASSWORD}@proxy:3128", error=SAID),
    ):
        kept = refusal_of(error)
        assert not [secret for secret in PLANTED if secret in kept.text]
    assert refusal_of(refused).text.startswith("not authorized: [redacted] ")


def test_what_aws_says_with_secrets_in_it_is_told_without_them(tmp_path: Path, log: io.StringIO) -> None:
    """Calls that are refused, a reading that fails, an error that nobody foresaw: reasons are told, secrets are not."""
    said = baseline()
    refused = [key for key in said if key.startswith(("describe-nat-gateways", "describe-network-acls"))]
    said |= dict.fromkeys(refused, Refusal("UnauthorizedOperation", SAID))
    network = Network(said=said)
    with (
        LocalSlack(manifest(), posts_per_second=None, bot_token="xoxb-1-2-plantedBotToken") as slack,
        serving(slack, tmp_path, network=network) as chat,
    ):
        root = chat.ask("mina", "#network", "@routelore 왜 subnet-a1에서 S3 트래픽이 NAT로 나가?")
        report = reported(chat, root)
        for action in ("show_evidence", "show_findings", "show_routes", "download_snapshot"):
            chat.slack.click("mina", report, action)
        until_still(chat)
        for error in (
            AccessError(code="role-refused", role="arn:aws:iam::111122223333:role/x", why=SAID),
            ServiceError(code="unreachable", why=SAID),
            ValueError(SAID),
            OSError(5, SAID),
        ):
            network.error = error
            root = chat.ask("mina", "#network", "@routelore diagnose subnet-a1 to s3")
            chat.slack.wait_for(lambda root=root: len(chat.replies("#network", root)) > 0, 10)  # type: ignore[misc]  # bound at once
            until_still(chat)
        told = "\n".join(shown(m) for m in chat.slack.messages("#network", "mina"))
        sent = json.dumps([call.args for call in slack.calls], default=str)
        kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (*PLANTED, "plantedBotToken"):
        assert secret not in log.getvalue()
        assert secret not in told
        assert secret not in sent
        assert secret.encode() not in kept
