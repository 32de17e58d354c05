"""Text without what nobody may read in a log: tokens, keys, passwords, addresses that are keys themselves, account numbers.

Two ways at once: what is known to be secret is looked for as it is written, and what looks like a secret is taken out
whether it is known or not. What is left tells the operator which kind of thing stood there.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.settings import Settings

GONE = "[redacted]"
#: Shorter values would take ordinary words out of the log.
SHORTEST = 6
_SECRET_FIELD = re.compile(r"token|secret|password|_key$")

#: The name of a value that is secret, as it stands before `=`, `:` or `>` in headers, JSON, reprs, queries and XML.
_NAMED = (
    r"(?:secret(?!smanager:)|password|passwd|passphrase|token|api[_-]?key|private[_-]?key|credential|cookie|authorization|external[_-]?id"
    r"|ticket|signature|response_url|session_?key)"
)
_MARKS = r"[\\\"']{0,6}"
#: Every repetition before the secret itself has a bound, so that a long line takes no longer than its length.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # Slack: https://docs.slack.dev/authentication/tokens - xoxb-, xoxp-, xapp-, xoxe-, xoxe.xoxb-, xwfp-
    (re.compile(r"\bx(?:ox[a-z]|app|wfp)(?:\.xox[a-z])?-[\w-]{3,}"), "[slack-token]"),
    (re.compile(r"https://hooks\.slack\.com/[^\s\"'<>\\,)]+"), "https://hooks.slack.com/" + GONE),
    # AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html - AKIA and ASIA are access keys
    (re.compile(r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,124}\b"), "[aws-key]"),
    (re.compile(r"(?i)\b(bearer)(?:\s{1,4}|%20)[A-Za-z0-9_.~+/=-]{12,}"), rf"\1 {GONE}"),
    # base64, which "Basic Information.", a page of Slack's settings, is not
    (re.compile(r"(?i)\b(basic)(?:\s{1,4}|%20)[A-Za-z0-9_+/=-]{12,}"), rf"\1 {GONE}"),
    # the password of an address, which may hold anything, unescaped as people write it
    (re.compile(r"(?i)([a-z][a-z0-9+.-]{0,30}://[^\s:/@\"'<>]{0,200}):[^\s\"'<>]{1,500}@"), rf"\1:{GONE}@"),
    (re.compile(r"\bv0=[0-9a-f]{64}\b"), f"v0={GONE}"),
    (
        re.compile(
            rf"(?i)({_NAMED}[\w.-]{{0,40}}{_MARKS}\s{{0,4}}(?:=>|[=:>,])\s{{0,4}}"
            rf"(?!\[[a-z]+[-\]]|\\{{0,4}}[\"']?(?:bearer|basic)\s)[\[(b]{{0,2}}{_MARKS})[^\s\"'<>,;&)}}\]\\]{{6,}}"
        ),
        rf"\1{GONE}",
    ),
    (
        re.compile(
            rf"(?i)({_NAMED}[\w.-]{{0,40}}[\"']?\s{{0,4}}[=:,]\s{{0,4}}([\"']))(?!\[|bearer |basic )"
            r"(?:(?!\2).){6,500}(?=\2)"
        ),
        rf"\1{GONE}",
    ),
    # a secret access key that stands alone: forty characters of base64, in capitals, small letters and digits
    (
        re.compile(
            r"(?<![\w/+=.-])(?=[\w/+]{0,39}[A-Z])(?=[\w/+]{0,39}[a-z])(?=[\w/+]{0,39}\d)[A-Za-z0-9/+]{40}(?![\w/+=])"
        ),
        "[aws-secret]",
    ),
    (re.compile(r"(?<![\w/+=-])[\w/+=-]{160,}"), "[long-value]"),  # session tokens, and nothing that people read
    (re.compile(r"(?<![0-9A-Za-z.])\d{8}(\d{4})(?![0-9A-Za-z])"), r"****\1"),
    (re.compile(r"(?<![0-9A-Za-z.-])\d{4}-\d{4}-(\d{4})(?![0-9A-Za-z-])"), r"****\1"),
)
_ACCOUNTS = 2  # the last rules are about accounts, which are no secret to whoever operates them


@dataclass(frozen=True)
class Redactor:
    """Takes secrets out of text: those that it is told, and everything that looks like one."""

    known: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Settings) -> Redactor:
        """Give one that knows the secrets among the settings, and the passwords in their addresses."""
        return cls(tuple(dict.fromkeys(_secrets_in(settings))))

    def log_line(self, text: str) -> str:
        """Give a text as it may stand in a log, where others read it: without secrets and account numbers."""
        return self._without(text, _RULES)

    def chat_line(self, text: str) -> str:
        """Give a text as it may stand in a message: like a log's, but with no mark that Slack takes for bold."""
        return self.log_line(text).replace("****", "…")

    def terminal_line(self, text: str) -> str:
        """Give a text as it may stand on the operator's own terminal: without secrets, with the accounts."""
        return self._without(text, _RULES[:-_ACCOUNTS])

    def _without(self, text: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
        if self._spelt is not None:
            text = self._spelt.sub(GONE, text)
        for pattern, instead in rules:
            text = pattern.sub(instead, text)
        return text

    @cached_property
    def _spelt(self) -> re.Pattern[str] | None:
        """Give what finds the known secrets in every way in which logs, addresses and JSON write them, longest first."""
        ways = {way for secret in self.known if len(secret) >= SHORTEST for way in _written(secret)}
        return re.compile("|".join(map(re.escape, sorted(ways, key=len, reverse=True)))) if ways else None


def _written(secret: str) -> tuple[str, ...]:
    in_json = json.dumps(secret)[1:-1]
    return (secret, in_json, json.dumps(secret, ensure_ascii=False)[1:-1], quote(secret, safe=""), quote_plus(secret))


def _secrets_in(settings: Settings) -> Iterator[str]:
    from diagnostics.collect.references import PREFIXES

    for one in fields(settings):
        value = getattr(settings, one.name)
        if not isinstance(value, str) or value.startswith(PREFIXES):  # where a secret is kept is none
            continue
        if _SECRET_FIELD.search(one.name):
            yield value
        yield from _passwords_in(value)


def _passwords_in(value: str) -> Iterable[str]:
    if "://" not in value or "@" not in value:
        return ()
    try:
        password = urlsplit(value).password
    except ValueError:  # no address after all; the settings say so
        return ()
    return (password, unquote(password)) if password else ()
