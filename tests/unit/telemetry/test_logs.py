"""The log of a process: what stands in a line, and that no secret does, whichever library writes it."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

import botocore.session
import pytest
import sqlalchemy
from botocore.config import Config
from botocore.exceptions import BotoCoreError
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.telemetry.logs import Stream, log_to
from bot.telemetry.redaction import Redactor
from bot.telemetry.requests import request_id, taken_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BOT, APP = "xoxb-111-222-plantedBot", "xapp-1-A0-planted"
SIGNING = "5igning5ecretPlanted"
ACCESS, SECRET = "AKIAPLANTEDPLANTED00", "pLanted/SecretKey+0123456789abcdefABCDEF"
SESSION = "FwoGZXIvYXdzPlanted" + "Zz9/" * 50
PASSWORD = "planted password"
ACCOUNT = "111122223333"
PLANTED = (BOT, APP, SIGNING, ACCESS, SECRET, SESSION, PASSWORD, "planted%20password", "planted+password", ACCOUNT)
NOBODY = "http://127.0.0.1:9"


class Log(io.StringIO):
    """What was logged."""

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Give each line as the object that it is."""
        return [json.loads(line) for line in self.getvalue().splitlines()]


def fail(why: str) -> None:
    """Go wrong in this way."""
    raise ValueError(why)


@pytest.fixture
def start() -> Iterator[Callable[..., Log]]:
    """Start logging as a process does; afterwards everything is as it was."""
    root, ours = logging.getLogger(), logging.getLogger("routelore")
    before = (root.level, ours.level, sys.excepthook, threading.excepthook, warnings.showwarning)
    handlers = list(root.handlers)

    def begin(**how: str) -> Log:
        log = Log()
        log_to(log, Redactor((SIGNING, PASSWORD)), **how)
        return log

    yield begin
    root.handlers[:] = handlers
    logging.captureWarnings(capture=False)
    root.setLevel(before[0])
    ours.setLevel(before[1])
    sys.excepthook, threading.excepthook, warnings.showwarning = before[2:]


def test_a_line_has_what_happened_and_the_request_that_it_belongs_to(start: Callable[..., Log]) -> None:
    """Also in a thread of a pool, where the context was carried along."""
    log = start(style="json")
    with taken_up("app_mention"), ThreadPoolExecutor(1) as pool:
        request = request_id()
        job = copy_context().run
        pool.submit(job, lambda: logging.getLogger("routelore").info("answered", extra={"kind": "found", "ms": 3})).result()
    logging.getLogger("routelore").info("later")
    answered, later = log.lines
    assert (answered["event"], answered["kind"], answered["level"], answered["surface"]) == (
        "answered",
        "found",
        "info",
        "app_mention",
    )
    assert answered["request"] == request
    assert len(request) == 8
    assert "request" not in later


def test_a_person_reads_lines_and_a_machine_reads_json(start: Callable[..., Log]) -> None:
    """Neither is chosen by a terminal here: a stream that is none gets JSON unless text is asked for."""
    log = start(style="text")
    logging.getLogger("routelore").info("answered", extra={"kind": "found"})
    assert "answered" in log.getvalue()
    assert "kind=found" in log.getvalue()
    log = start()
    logging.getLogger("routelore").info("answered")
    assert log.lines[0]["event"] == "answered"


def test_the_level_is_for_our_own_lines(start: Callable[..., Log]) -> None:
    """At debug, Slack's and AWS's libraries quote messages: theirs stay out below a warning."""
    log = start(style="json", level="debug")
    logging.getLogger("routelore.aws").debug("aws call")
    logging.getLogger("slack_sdk").debug("a message that somebody wrote")
    logging.getLogger("slack_sdk").warning("slow")
    assert [line["event"] for line in log.lines] == ["aws call", "slow"]


def test_text_cannot_forge_a_line(start: Callable[..., Log]) -> None:
    """A line break in what AWS or a person named something is written as one."""
    log = start(style="text")
    logging.getLogger("routelore").warning("named %s", "x\n2026-01-01 [info] all is well\x1b[2J")
    assert len(log.getvalue().splitlines()) == 1
    assert "\x1b[2J" not in log.getvalue()


@pytest.mark.parametrize("style", ["json", "text"])
@pytest.mark.parametrize(
    "name",
    ["routelore", "slack_bolt.App", "slack_sdk.web", "botocore.parsers", "urllib3", "uvicorn.error", "sqlalchemy", "celery"],
)
@pytest.mark.parametrize("secret", PLANTED)
def test_no_planted_secret_comes_through_a_logger(start: Callable[..., Log], style: str, name: str, secret: str) -> None:
    """In the message, in its arguments, in fields beside it, and in an exception with its cause."""
    log = start(style=style)
    logger = logging.getLogger(name)
    logger.error("it is %s", secret)
    logger.error("in a field", extra={"body": {"said": [secret, secret.encode()]}})
    try:
        try:
            fail(secret)
        except ValueError as error:
            raise RuntimeError(*("because of", secret)) from error
    except RuntimeError:
        logger.exception("broken")
    assert "because of" in log.getvalue()
    assert secret not in log.getvalue()


def test_a_line_that_cannot_be_written_is_lost_without_what_it_holds(
    start: Callable[..., Log], capfd: pytest.CaptureFixture[str]
) -> None:
    """The standard library prints such a record as it is."""
    log = start(style="json")
    (handler,) = (one for one in logging.getLogger().handlers if isinstance(one, Stream))
    handler.handle(logging.LogRecord("routelore", logging.INFO, __file__, 1, f"%d {BOT}", ("no number",), None))
    assert log.getvalue().startswith("a line of the log was lost: routelore test_logs.py:")
    assert BOT not in log.getvalue() + capfd.readouterr().err


def test_what_ends_a_thread_unforeseen_is_logged_by_its_type_and_place(
    start: Callable[..., Log], capfd: pytest.CaptureFixture[str]
) -> None:
    """Its message may quote a person."""
    log = start(style="json")
    hook = threading.excepthook
    try:
        fail("what somebody wrote")
    except ValueError as error:
        hook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
        sys.excepthook(type(error), error, error.__traceback__)
    for line in log.lines:
        assert "type=ValueError at test_logs.py:" in line["event"]
    assert "somebody" not in log.getvalue() + capfd.readouterr().err


def test_slacks_library_at_debug_tells_no_token(start: Callable[..., Log]) -> None:
    """It writes the request with its headers, and the response URL."""
    log = start(style="json")
    logging.getLogger("slack_sdk").setLevel(logging.DEBUG)
    try:
        with pytest.raises(OSError, match="refused"):
            WebClient(token=BOT, base_url=NOBODY + "/api/", timeout=2).auth_test(app_token=APP)
        with pytest.raises(OSError, match="refused"):
            WebhookClient(NOBODY + f"/services/T1/{SIGNING}", timeout=2).send(text="hello")
    finally:
        logging.getLogger("slack_sdk").setLevel(logging.NOTSET)
    assert "auth.test" in log.getvalue()
    assert not [secret for secret in PLANTED if secret in log.getvalue()]


def test_awss_library_at_debug_tells_no_key(start: Callable[..., Log]) -> None:
    """It writes the canonical request, the signature, the session token and the external id."""
    log = start(style="json")
    names = [name for name in logging.root.manager.loggerDict if name.startswith(("botocore", "urllib3"))]
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        session = botocore.session.Session()
        session.set_credentials(ACCESS, SECRET, SESSION)
        config = Config(retries={"total_max_attempts": 1})
        client = session.create_client("sts", region_name="us-east-1", endpoint_url=NOBODY, config=config)
        with pytest.raises(BotoCoreError):
            client.assume_role(
                RoleArn=f"arn:aws:iam::{ACCOUNT}:role/read", RoleSessionName="routelore-U1", ExternalId="planted-word"
            )
        client.close()
    finally:
        for name in names:
            logging.getLogger(name).setLevel(logging.NOTSET)
    assert "AssumeRole" in log.getvalue()
    assert not [secret for secret in (*PLANTED, "planted-word") if secret in log.getvalue()]


def test_the_databases_library_tells_no_password(start: Callable[..., Log]) -> None:
    """Neither in its statements nor in the exception of a server that does not answer."""
    log = start(style="json")
    logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)
    engine = sqlalchemy.create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            connection.execute(sqlalchemy.text("SELECT :secret"), {"secret": BOT})
    finally:
        engine.dispose()
        logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)
    gone = sqlalchemy.create_engine(
        f"postgresql+psycopg://app:{PASSWORD.replace(' ', '%20')}@127.0.0.1:9/routelore", connect_args={"connect_timeout": 2}
    )
    try:
        gone.connect()
    except sqlalchemy.exc.OperationalError:
        logging.getLogger("routelore").exception("no database at %s", gone.url.render_as_string(hide_password=False))
    assert "SELECT" in log.getvalue()
    assert "no database" in log.getvalue()
    assert not [secret for secret in PLANTED if secret in log.getvalue()]
