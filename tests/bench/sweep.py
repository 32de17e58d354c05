"""What a sweep of many accounts takes, and how much faster more workers make it: ratios within one run of this machine.

AWS is stood in for by a process of its own, which answers as moto answered for one account and Region, a while later, as AWS
would. So what is measured is the sweep: collecting over HTTP, diagnosing, keeping, handing out. The stand-in takes a part of
the machine's processors itself; it says how much, so that a speed-up that it held back is seen as such.

    python -m tests.bench.sweep [ACCOUNTS] [--latency MS] [--celery]
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from bot.settings import Settings
from bot.state.database import Database
from bot.state.sweeps import Sweep, Sweeps
from bot.sweeping.conductor import Conductor, report_of
from bot.sweeping.ready import crew_of, reader_of
from tests.bench.scale import peak_memory
from tests.servers.postgres import free_port, until
from tests.unit.collect.local_aws import LocalAws, action_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).parents[2]
REGIONS = ("ap-northeast-2", "us-east-1", "eu-west-1")
FULL, LATENCY = 200, 100
WORKERS = (1, 2, 4)
_KEY = re.compile(r"Credential=(?:ASIA)?(\d{12})\w*/\d+/([a-z0-9-]+)/")
_ROLE = re.compile(r"RoleArn=arn%3Aaws%3Aiam%3A%3A(\d{12})")


class Answering:
    """Answers any account as moto answers its own, the second time from memory, each answer after a while."""

    def __init__(self, seconds: float) -> None:
        """Take the seconds that AWS needs for an answer."""
        self._seconds = seconds
        self._moto = LocalAws()
        self._held: dict[tuple[str, ...], tuple[int, str, bytes]] = {}
        self._lock = threading.Lock()
        _prepare(self._moto)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request as WSGI does."""
        request = Request(environ)
        body = request.get_data().decode(errors="replace")
        time.sleep(self._seconds)
        if request.path == "/usage":
            used = resource.getrusage(resource.RUSAGE_SELF)
            return Response(json.dumps(used.ru_utime + used.ru_stime))(environ, start_response)
        return self._answer(request, body)(environ, start_response)

    def _answer(self, request: Request, body: str) -> Response:
        action = action_of(request, body)
        who = _KEY.search(request.headers.get("Authorization", ""))
        account, region = (who[1], who[2]) if who else ("000000000000", REGIONS[0])
        if action == "AssumeRole" and (role := _ROLE.search(body)):
            return _xml(_ASSUMED.format(account=role[1]))
        if action == "GetCallerIdentity":
            return _xml(_IDENTITY.format(account=account))
        key = (request.method, request.path, request.query_string.decode(), action, region, body)
        with self._lock:
            if key not in self._held:
                headers = [(name, value) for name, value in request.headers if name != "Content-Length"]
                said = Client(self._moto).open(request.full_path, method=request.method, data=body, headers=headers)
                self._held[key] = (said.status_code, said.content_type, said.get_data())
            status, kind, content = self._held[key]
        return Response(content, status=status, content_type=kind)


_NAMES = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"'
_ASSUMED = (
    f"<AssumeRoleResponse {_NAMES}><AssumeRoleResult><Credentials><AccessKeyId>ASIA{{account}}</AccessKeyId>"
    "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>"
    "</Credentials></AssumeRoleResult></AssumeRoleResponse>"
)
_IDENTITY = (
    f"<GetCallerIdentityResponse {_NAMES}><GetCallerIdentityResult><Account>{{account}}</Account>"
    "<Arn>arn:aws:sts::{account}:assumed-role/r/s</Arn><UserId>u</UserId></GetCallerIdentityResult>"
    "</GetCallerIdentityResponse>"
)


def _xml(text: str) -> Response:
    return Response(text, content_type="text/xml")


def _prepare(aws: LocalAws) -> None:
    """Let what moto does not know be answered as if there were nothing."""
    from tests.unit.collect.local_aws import blocking, nothing_encrypted, said

    aws.instead["DescribeVpcBlockPublicAccessOptions"] = lambda: blocking("off")
    aws.instead["DescribeVpcEncryptionControls"] = nothing_encrypted
    aws.instead["ListFirewallRuleGroupAssociations"] = lambda: said({"FirewallRuleGroupAssociations": []})
    aws.instead["ListProfileAssociations"] = lambda: said({"ProfileAssociations": []})


class _Quiet(WSGIRequestHandler):
    """Answers without a line for each request, and keeps connections."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def stand_in(port: int, seconds: float) -> None:
    """Serve until killed."""
    make_server("127.0.0.1", port, Answering(seconds), threaded=True, request_handler=_Quiet).serve_forever()


@contextmanager
def running(*command: str, env: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process for as long as the block lasts; what it began ends with it."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, env={**os.environ, **(env or {})}, start_new_session=True
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def policy(folder: Path, accounts: int) -> str:
    """Write a policy of so many accounts, and give its path."""
    numbers = [f"{100_000_000_000 + n}" for n in range(accounts)]
    lines = (f'  a{n}: {{id: "{n}", role: "arn:aws:iam::{n}:role/r", regions: [{", ".join(REGIONS)}]}}' for n in numbers)
    granted = ", ".join(f"a{n}" for n in numbers)
    text = "accounts:\n" + "\n".join(lines) + f"\ngrants:\n  - {{to: {{users: [U0MINA]}}, accounts: [{granted}]}}\n"
    (folder / "policy.yaml").write_text(text, encoding="utf-8")
    return str(folder / "policy.yaml")


def measure(settings: Settings, workers: int, aws: str) -> dict[str, float]:
    """Give what one sweep takes with so many workers: seconds, parts a second, what the stand-in used, what was found."""
    database = Database.open(settings.database_url)
    try:
        sweeps, sweep, reader = Sweeps(database), Sweep(), reader_of(settings)
        known = reader.policy()
        assert known is not None
        spots = [(account.name, region) for account in known.accounts.values() for region in account.regions]
        sweeps.begin(sweep, spots)
        crew, before, began = crew_of(settings, workers), _used(aws), time.perf_counter()
        Conductor(sweeps, lambda: crew(sweeps.parts, reader)).conduct(sweep, lambda _counts: None, threading.Event())
        seconds = time.perf_counter() - began
        found = report_of(sweeps, sweep)
        assert found.complete, found.unseen[:3]
        return {
            "workers": workers,
            "parts": len(spots),
            "seconds": seconds,
            "a_second": len(spots) / seconds,
            "stand_in": (_used(aws) - before) / seconds,
            "paths": found.ways,
        }
    finally:
        database.close()


def _used(aws: str) -> float:
    """Give the processor seconds that the stand-in has used."""
    import urllib.request

    with urllib.request.urlopen(f"{aws}/usage") as answer:  # noqa: S310 (loopback)
        return float(json.load(answer))


def main() -> None:
    """Print a line for each number of workers, with the ratio to one."""
    words = argparse.ArgumentParser()
    words.add_argument("accounts", nargs="?", type=int, default=FULL)
    words.add_argument("--latency", type=float, default=LATENCY)
    words.add_argument("--celery", action="store_true")
    words.add_argument("--stand-in", type=int)
    args = words.parse_args()
    if args.stand_in:
        stand_in(args.stand_in, args.latency / 1000)
        return
    with ExitStack() as stack:
        folder, port = Path(stack.enter_context(tempfile.TemporaryDirectory())), free_port()
        asked = ("tests.bench.sweep", "--stand-in", str(port), "--latency", str(args.latency))
        stack.enter_context(running(*asked))
        url = f"http://127.0.0.1:{port}"
        until(lambda: _answers(url), 60)
        env = {
            "ROUTELORE_DATABASE_URL": f"sqlite:///{folder / 'routelore.db'}",
            "ROUTELORE_POLICY": policy(folder, args.accounts),
            "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": REGIONS[0],
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        if args.celery:
            from tests.servers.redis import redis

            env["ROUTELORE_BROKER_URL"] = stack.enter_context(redis(folder))
        os.environ.update(env)
        settings, alone = Settings.from_env(env), 0.0
        for count in WORKERS:
            with ExitStack() as hands:
                if args.celery:
                    for _ in range(count):
                        hands.enter_context(running("bot.cli", "worker", "--at-once", "1", env=env))
                    time.sleep(6)
                found = measure(settings, count, url)
            alone = alone or found["a_second"]
            found["speed_up"] = found["a_second"] / alone
            print(json.dumps({name: round(value, 2) for name, value in found.items()}), flush=True)
        print(json.dumps({"peak_mb": round(peak_memory()), "celery": args.celery, "latency_ms": args.latency}))


def _answers(url: str) -> bool:
    try:
        return _used(url) >= 0
    except OSError:
        return False


if __name__ == "__main__":
    main()
