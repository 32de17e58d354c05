"""Slack's front door for several local workspaces: one Web API address, tokens given out by OAuth, a team id for each.

Each local Slack believes to be the only one; the front gives each its own team id in everything that passes, both ways.
"""

from __future__ import annotations

import base64
import json
import secrets
import threading
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from slack_sdk.signature import SignatureVerifier

from bot.playground.slack.workspace import TEAM

if TYPE_CHECKING:
    from types import TracebackType

    from bot.playground.slack import LocalSlack

CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET = "1.2", "secret-of-the-client", "secret-of-the-app"


@dataclass(slots=True)
class Front:
    """The front: workspaces by team id, what it gave out, and the app that it sends events to."""

    workspaces: dict[str, LocalSlack] = field(default_factory=dict)
    rotates: bool = False
    expires_in: int = 43_200
    app_port: int = 0
    codes: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    refreshers: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    broken: str = ""
    _server: ThreadingHTTPServer = field(init=False)

    def __enter__(self) -> Self:
        """Serve from now on."""
        front = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, answer, headers = front.answer(self.path, body, {k.lower(): v for k, v in self.headers.items()})
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(answer))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Serve no more."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Give the address without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def consent(self, way: str, team: str) -> str:
        """Give the path to which a browser comes back whose person agreed, on the page of this address."""
        asked = parse_qs(urlsplit(way).query)
        assert asked["client_id"] == [CLIENT_ID]
        assert "chat:write" in asked["scope"][0]
        code = secrets.token_hex(8)
        self.codes[code] = team
        return f"/slack/oauth_redirect?{urlencode({'code': code, 'state': asked['state'][0]})}"

    def answer(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        """Give what is answered: to the app's calls, or to a workspace that has something for the app."""
        if path.startswith("/events/"):
            return self._to_app(path.removeprefix("/events/"), body, headers)
        method = path.removeprefix("/api/")
        self.asked.append(method)
        if method == "oauth.v2.access":
            return _json(self._access({k: v[0] for k, v in parse_qs(body.decode()).items()}, headers))
        token = headers.get("authorization", "").removeprefix("Bearer ")
        if method == "auth.revoke":
            return _json({"ok": True, "revoked": self.tokens.pop(token, None) is not None})
        team = self.tokens.get(token)
        if team is None:
            return _json({"ok": False, "error": "invalid_auth"})
        if team not in self.workspaces:  # one that nobody looks into
            return _json({"ok": True, "bot_id": "B0ROUTELORE", "team_id": team})
        return self._to_workspace(team, path, body, headers)

    def _access(self, said: dict[str, str], headers: dict[str, str]) -> dict[str, Any]:
        basic = base64.b64decode(headers.get("authorization", "").removeprefix("Basic ")).decode()
        if self.broken:
            return {"ok": False, "error": self.broken}
        if basic != f"{CLIENT_ID}:{CLIENT_SECRET}":
            return {"ok": False, "error": "bad_client_secret"}
        renewing = said.get("grant_type") == "refresh_token"
        team = self.refreshers.pop(said["refresh_token"], None) if renewing else self.codes.pop(said.get("code", ""), None)
        if team is None:
            return {"ok": False, "error": "invalid_refresh_token" if renewing else "invalid_code"}
        token = f"xoxb-{team}-{secrets.token_hex(8)}"
        self.tokens[token] = team
        given: dict[str, Any] = {"ok": True, "access_token": token, "token_type": "bot", "scope": "chat:write"}
        if self.rotates:
            refresher = f"xoxe-1-{secrets.token_hex(8)}"
            self.refreshers[refresher] = team
            given |= {"refresh_token": refresher, "expires_in": self.expires_in}
        about = {"app_id": "A0ROUTELORE", "bot_user_id": "U0ROUTELORE", "authed_user": {"id": "U0MINA"}, "enterprise": None}
        return {**given, **about, "team": {"id": team, "name": f"<b>{team}</b>"}, "is_enterprise_install": False}

    def _to_workspace(self, team: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        slack = self.workspaces[team]
        kept = {name: headers[name] for name in ("content-type",) if name in headers}
        status, answer, told = _post(
            urlsplit(slack.url).port or 0, path, body, {**kept, "Authorization": f"Bearer {slack.bot_token}"}
        )
        return status, answer.replace(TEAM.encode(), team.encode()), told

    def _to_app(self, team: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        own = body.replace(TEAM.encode(), team.encode())
        timestamp = headers["x-slack-request-timestamp"]
        signature = SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=timestamp, body=own)
        kept = {name: value for name, value in headers.items() if name.startswith(("x-slack", "content-type"))}
        return _post(self.app_port, "/slack/events", own, {**kept, "x-slack-signature": str(signature)})


def _json(said: dict[str, Any]) -> tuple[int, bytes, dict[str, str]]:
    return 200, json.dumps(said).encode(), {"Content-Type": "application/json"}


def _post(port: int, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        kept = {name: value for name, value in answer.getheaders() if name.lower() in {"content-type", "retry-after"}}
        return answer.status, answer.read(), kept
    finally:
        connection.close()
