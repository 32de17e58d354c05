"""A stand-in for the AWS CLI, version 2: the same words, output and refusals, spoken to the local AWS by botocore.

The program on the PATH only passes its words on to the test's own process, so that starting it takes no time.
"""

from __future__ import annotations

import json
import socketserver
import stat
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Thread
from typing import TYPE_CHECKING, Any

import jmespath
from botocore import xform_name
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from botocore.model import Shape

    from tests.unit.collect.local_aws import LocalAws

#: It takes the bare socket, and texts with zeros between them: the modules `socket` and `json` are half of its time.
PROGRAM = """#!{python} -SE
import sys, _socket
line = _socket.socket()
line.connect(("127.0.0.1", {port}))
line.sendall("\\0".join(sys.argv[1:]).encode())
line.shutdown(_socket.SHUT_WR)
answer = b"".join(iter(lambda: line.recv(65536), b""))
status, out, err = answer.decode().split("\\0")
sys.stdout.write(out)
sys.stderr.write(err)
sys.exit(int(status))
"""


class RefusedError(Exception):
    """The end of a command: its status, and what it writes to stderr."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass
class AwsCli:
    """What the stand-in can do: it may be too old for some options, and it keeps what it was asked."""

    aws: LocalAws
    version: str = "aws-cli/2.31.0 Python/3.13.7 Linux/6.1 exe/x86_64.amzn.2023"
    unknown: frozenset[str] = frozenset()
    signed_in: bool = True
    asked: list[list[str]] = field(default_factory=list)
    _clients: dict[str, Any] = field(default_factory=dict)

    def run(self, words: list[str]) -> tuple[int, str, str]:
        """Give the status, stdout and stderr of a command."""
        self.asked.append(words)
        if words == ["--version"]:
            return 0, self.version + "\n", ""
        if words[0] == "configure":
            return 1, "", ""
        try:
            return 0, self._answer(words), ""
        except RefusedError as end:
            return end.status, "", f"{end}\n"
        except ClientError as error:
            return 254, "", f"\n{error}\n"

    def _answer(self, words: list[str]) -> str:
        options, (service, command) = _split(words)
        if not self.signed_in:
            raise RefusedError(
                253, "Unable to locate credentials. You can configure credentials by running 'aws configure'."
            )
        if not options.pop("--no-cli-pager", None):
            raise RefusedError(252, "a pager would wait for somebody to press a key")
        client = self._client("s3" if service == "s3api" else service, options.pop("--region"))
        method = command.replace("-", "_")
        operation = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[method])
        kind, query = options.pop("--output", "json"), options.pop("--query", "@")
        size = options.pop("--page-size", None) if client.can_paginate(method) else None
        given = self._parameters(options, operation.input_shape)
        if client.can_paginate(method):
            pages = client.get_paginator(method).paginate(**given, PaginationConfig={"PageSize": size and int(size)})
            answers = list(pages) if kind == "text" else [pages.build_full_result()]
        else:
            answers = [getattr(client, method)(**given)]
        for answer in answers:
            answer.pop("ResponseMetadata", None)
        found = [jmespath.search(query, answer) for answer in answers]
        return "".join(map(_as_text, found)) if kind == "text" else "".join(_as_json(each) for each in found if each)

    def _client(self, service: str, region: str) -> Any:
        """Give a client, made once: to make one takes longer than a call."""
        if service not in self._clients:
            self._clients[service] = self.aws.client(service, region)
        return self._clients[service]

    def _parameters(self, options: dict[str, Any], shape: Shape) -> dict[str, Any]:
        members = {f"--{xform_name(name, '-')}": (name, member.type_name) for name, member in shape.members.items()}
        if strange := [name for name in options if name not in members or name in self.unknown]:
            raise RefusedError(252, f"\nUnknown options: {', '.join(strange)}")
        return {members[name][0]: _read(value, members[name][1]) for name, value in options.items()}


def _read(value: str, kind: str) -> Any:
    """Give the value of an option as the CLI reads it: JSON, or for a list of texts the texts themselves."""
    if kind == "list" and not value.startswith(("[", "{")):
        return value.split(",")
    return json.loads(value) if kind in {"list", "structure"} else value


def _split(words: list[str]) -> tuple[dict[str, Any], list[str]]:
    """Give the options and the rest; an option without a value is a flag."""
    options: dict[str, Any] = {}
    rest: list[str] = []
    flags = {"--no-cli-pager", "--include-managed-resources"}
    left = iter(words)
    for word in left:
        if word.startswith("--"):
            options[word] = True if word in flags else next(left)
        else:
            rest.append(word)
    return options, rest


def _as_json(value: Any) -> str:
    return (
        json.dumps(value, indent=4, default=lambda each: each.isoformat() if isinstance(each, datetime) else str(each))
        + "\n"
    )


def _as_text(value: Any) -> str:
    """Give a line for each row, its cells between tabs."""
    if isinstance(value, list):
        plain = [str(each) for each in value if not isinstance(each, list)]
        return ("\t".join(plain) + "\n" if plain else "") + "".join(
            _as_text(each) for each in value if isinstance(each, list)
        )
    return f"{value}\n"


@contextmanager
def on_the_path(folder: Path, cli: AwsCli) -> Iterator[Path]:
    """Give a folder with the program `aws` in it, for as long as the block lasts."""

    class Line(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            answer = cli.run(self.rfile.read().decode().split("\0"))
            self.wfile.write("\0".join(map(str, answer)).encode())

    with socketserver.TCPServer(("127.0.0.1", 0), Line) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        folder.mkdir()
        program = folder / "aws"
        program.write_text(PROGRAM.format(python=sys.executable, port=server.server_address[1]))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        try:
            yield folder
        finally:
            server.shutdown()
            thread.join()
