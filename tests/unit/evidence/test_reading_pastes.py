"""What terminals and Slack do to output, and what hostile text cannot do."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.evidence import compare, read_evidence
from diagnostics.evidence.observation import CliAnswer, NameAnswer
from tests.unit.evidence import asked

NETWORK = asked.gateway()
S3 = "s3.ap-northeast-2.amazonaws.com"
PLAIN = f"Server: 10.0.0.2\nAddress: 10.0.0.2#53\n\nName: {S3}\nAddress: 52.219.60.1\n"
PIECES = [
    *PLAIN.splitlines(),
    f"$ dig {S3}",
    "traceroute to x (1.2.3.4), 30 hops max, 60 byte packets",
    " 1  10.0.0.20  0.3 ms",
    "*   Trying 52.219.56.9:443...",
    "* Connected to x (52.219.56.9) port 443",
    "< HTTP/1.1 403 Forbidden",
    "<Error><Code>AccessDenied</Code><Message>",
    "An error occurred (AccessDenied) when calling the ListBuckets operation: no",
    "2 1 eni-a1 10.0.1.10 52.219.56.9 1 443 6 20 4249 1 2 ACCEPT OK",
    "version interface-id srcaddr dstaddr action log-status",
    'x harbor [06/Feb/2026:00:00:38 +0000] 10.0.1.10 a b REST.GET.OBJECT k "GET / HTTP/1.1" 200',
    '{"eventSource": "s3.amazonaws.com", "eventName": "x", "sourceIPAddress": "10.0.0.1"}',
    "2026-01-01 09:00:00 x",
    "::",
    "찾을 수 없습니다",
]
UNITS = [
    "{",
    "[",
    '{"a":',
    '[{"',
    '"',
    "\\",
    "<https://a|",
    "\x1b[",
    "\x1b]",
    "Name: ",
    "1 * ",
    "* ",
    "a b ",
    "A=b ",
    "can't find ",
    "을(를) 찾을 수 없습니다",
    "로 가는 경로 추적",
    "traceroute to ",
    "Connected to ",
    "ACCEPT ",
    "[06/Feb/2026:00:00:38 +0000] ",
    "eventName sourceIPAddress {",
    '"eventName":"',
    "0:",
    "1.1.1.1 ",
    "$ aws ",
    "ip-1-1-1-1 1 ms ",
    "Uses proxy env variable ",
    "<Code>A</Code>",
    "\n1 1ms\n",
]


@pytest.mark.parametrize(
    "pasted",
    [
        PLAIN.replace("\n", "\r\n"),
        f"```\n{PLAIN}```",
        f"결과예요 ```{PLAIN}``` 봐주세요",
        "\n".join(f"> {line}" for line in PLAIN.splitlines()),
        PLAIN.replace(S3, f"<http://{S3}|{S3}>"),
        PLAIN.replace("52.219.60.1", "\x1b[1;32m52.219.60.1\x1b[0m"),
        PLAIN.replace(": ", ":\u00a0"),
        f"\ufeff{PLAIN}",
    ],
    ids=["CRLF", "fence", "inline fence", "quotation", "link", "colour", "hard space", "byte order mark"],
)
def test_the_same_output_is_read_whatever_is_around_it(pasted: str) -> None:
    """Line ends, fences, quotations, links, colours and odd spaces change nothing."""
    (found,) = read_evidence(pasted)
    assert isinstance(found, NameAnswer)
    assert (found.name, found.server, found.addresses) == (S3, "10.0.0.2", ("52.219.60.1",))


@pytest.mark.parametrize(
    "typed",
    [
        "$ aws s3 ls",
        "[ec2-user@ip-10-0-1-10 ~]$ aws s3 ls",
        "root@harbor:/# AWS_PROFILE=dev aws s3 ls",
        "sh-5.2$ sudo aws s3 ls",
        "PS C:\\Users\\kim> aws s3 ls",
        "% aws s3 ls",
        "aws s3 ls",
    ],
)
def test_a_command_is_seen_behind_any_prompt(typed: str) -> None:
    """Shells of all kinds, and none."""
    (found,) = read_evidence(f"{typed}\n2024-05-17 10:21:33 harbor-logs")
    assert isinstance(found, CliAnswer)
    assert found.service == "s3"


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "why is orchard not private?",
        "S3가 10.0.1.10에서 안 돼요",
        "see https://aws.amazon.com/s3/",
        "1. first\n2. second",
    ],
)
def test_a_sentence_is_no_evidence(sentence: str) -> None:
    """What people say about addresses is not what a tool printed."""
    assert read_evidence(sentence) == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=60)), max_size=30).map("\n".join))
def test_reading_and_comparing_never_fail(text: str) -> None:
    """Whatever is pasted, in whatever order, is read or passed over, and every reading has its words."""
    for reading in compare(read_evidence(text), NETWORK).readings:
        assert reading.proves.ko
        assert reading.agreement.en


@pytest.mark.parametrize("unit", UNITS)
def test_forty_thousand_hostile_characters_are_read_at_once(unit: str) -> None:
    """No repetition of anything that a pattern begins with makes reading slow."""
    text = (unit * (40_000 // len(unit) + 1))[:40_000]
    for pasted in (
        text,
        f"eventName sourceIPAddress\n{text}",
        "\n".join(text[i : i + 3_999] for i in range(0, 40_000, 3_999)),
    ):
        began = time.process_time()
        read_evidence(pasted)
        assert time.process_time() - began < 1.5


def test_what_is_beyond_forty_thousand_characters_is_not_read() -> None:
    """A longer paste is cut."""
    assert read_evidence(" " * 40_000 + PLAIN) == ()
