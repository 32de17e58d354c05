"""What AWS, a proxy or the AWS CLI said of a refusal, without the keys and tokens that such words may quote."""

from __future__ import annotations

import re

GONE = "[redacted]"
_RULES = (
    # the ids of access keys: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
    (re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{12,124}\b"), GONE),
    # what a name says to be secret, as queries, headers and XML write it
    (
        re.compile(
            r"(?i)\b([\w-]{0,40}(?:secret|token|password|signature|external_?id|credential)[\w-]{0,40}[\"']?\s?[=:>]\s?[\"']?)"
            r"[^\s\"'<>,;&]{6,4000}"
        ),
        rf"\1{GONE}",
    ),
    # the password in an address
    (re.compile(r"(?i)([a-z][a-z0-9+.-]{0,30}://[^\s:/@]{0,200}):[^\s@]{1,500}@"), rf"\1:{GONE}@"),
)


def keyless(text: str) -> str:
    """Give the words as they may stand in a report, in a saved snapshot and in a database."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text
