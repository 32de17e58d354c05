"""nslookup, dig, host and getent as people paste them."""

from __future__ import annotations

import pytest

from diagnostics.evidence import Tool, read_evidence
from diagnostics.evidence.observation import NameAnswer

LINUX = """[ec2-user@ip-10-0-1-10 ~]$ nslookup s3.ap-northeast-2.amazonaws.com
Server:\t\t10.0.0.2
Address:\t10.0.0.2#53

Non-authoritative answer:
Name:\ts3.ap-northeast-2.amazonaws.com
Address: 52.219.60.1
Name:\ts3.ap-northeast-2.amazonaws.com
Address: 52.219.56.12
"""
WINDOWS_KO = """C:\\Users\\kim>nslookup ec2.ap-northeast-2.amazonaws.com
서버:    ip-10-0-0-2.ap-northeast-2.compute.internal
Address:  10.0.0.2

권한 없는 응답:
이름:    ec2.ap-northeast-2.amazonaws.com
Addresses:  10.0.1.200
          10.0.2.201
"""
DIG = """; <<>> DiG 9.18.33 <<>> s3.ap-northeast-2.amazonaws.com
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 4241
;; flags: qr rd ra; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1

;; QUESTION SECTION:
;s3.ap-northeast-2.amazonaws.com. IN\tA

;; ANSWER SECTION:
s3.ap-northeast-2.amazonaws.com. 5 IN\tA\t52.219.56.9

;; SERVER: 10.0.0.2#53(10.0.0.2) (UDP)
"""
S3, EC2 = "s3.ap-northeast-2.amazonaws.com", "ec2.ap-northeast-2.amazonaws.com"


def answer(pasted: str) -> NameAnswer:
    """Give the one DNS answer in pasted output."""
    (found,) = read_evidence(pasted)
    assert isinstance(found, NameAnswer)
    return found


def test_nslookup_on_linux_gives_name_server_and_addresses() -> None:
    """The server's own address is not one of the answer's."""
    found = answer(LINUX)
    assert (found.tool, found.name, found.server) == (Tool.NSLOOKUP, S3, "10.0.0.2")
    assert found.addresses == ("52.219.60.1", "52.219.56.12")


def test_nslookup_on_korean_windows_is_read_like_any_other() -> None:
    """The server stands under its own name there, and further addresses below the first."""
    found = answer(WINDOWS_KO)
    assert (found.name, found.server, found.addresses) == (EC2, "10.0.0.2", ("10.0.1.200", "10.0.2.201"))


def test_dig_gives_question_answer_and_server() -> None:
    """All three are read from its sections."""
    found = answer(DIG)
    assert (found.tool, found.name, found.server, found.addresses) == (Tool.DIG, S3, "10.0.0.2", ("52.219.56.9",))


@pytest.mark.parametrize(
    ("pasted", "tool", "addresses"),
    [
        (f"$ dig +short {S3}\n52.219.56.9\n52.219.58.1\n", Tool.DIG, ("52.219.56.9", "52.219.58.1")),
        (f"{S3} has address 52.219.56.9\n{S3} has address 52.219.58.1", Tool.HOST, ("52.219.56.9", "52.219.58.1")),
        (f"52.219.56.9     STREAM {S3}\n52.219.56.9     DGRAM\n52.219.56.9     RAW", Tool.GETENT, ("52.219.56.9",)),
        (f"52.219.56.9      {S3}", Tool.GETENT, ("52.219.56.9",)),
        (f"{EC2} canonical name = x.{EC2}.\nName:\tx.{EC2}\nAddress: 10.0.1.200", Tool.NSLOOKUP, ("10.0.1.200",)),
    ],
    ids=["dig +short", "host", "getent ahosts", "getent hosts", "canonical name"],
)
def test_short_answers_are_read_as_well(pasted: str, tool: Tool, addresses: tuple[str, ...]) -> None:
    """What is little more than an address is read where its tool or its name gives it away."""
    found = answer(pasted)
    assert (found.tool, found.addresses) == (tool, addresses)
    assert found.name in {S3, EC2}


@pytest.mark.parametrize(
    ("pasted", "failure"),
    [
        (f"Server:\t\t10.0.0.2\nAddress:\t10.0.0.2#53\n\n** server can't find {S3}: NXDOMAIN", "nxdomain"),
        (f"** server can't find {S3}: SERVFAIL", "servfail"),
        (f"*** UnKnown can't find {S3}: Non-existent domain", "nxdomain"),
        (f"*** UnKnown이(가) {S3}을(를) 찾을 수 없습니다. Non-existent domain", "nxdomain"),
        (f"*** Can't find {S3}: No answer", "no-answer"),
        (f"$ nslookup {S3}\n;; connection timed out; no servers could be reached", "timeout"),
        (f"$ nslookup {S3}\nDNS 요청 시간이 초과되었습니다.", "timeout"),
        (f"Host {S3} not found: 3(NXDOMAIN)", "nxdomain"),
        (";; ->>HEADER<<- opcode: QUERY, status: REFUSED, id: 1\n;; QUESTION SECTION:\n;" + S3 + ". IN A", "refused"),
        (";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n;; QUESTION SECTION:\n;" + S3 + ". IN A", "no-answer"),
    ],
)
def test_a_name_that_does_not_resolve_says_why(pasted: str, failure: str) -> None:
    """Each tool's own words for it come to the same few reasons."""
    found = answer(pasted)
    assert (found.name, found.failure, found.addresses) == (S3, failure, ())


def test_two_answers_in_one_paste_stay_two() -> None:
    """Each command begins an answer of its own."""
    found = read_evidence(
        f"{LINUX}\n$ nslookup {EC2} 8.8.8.8\nServer: 8.8.8.8\nAddress: 8.8.8.8#53\n\nName: {EC2}\nAddress: 52.95.1.1\n"
    )
    assert [(one.name, one.server) for one in found if isinstance(one, NameAnswer)] == [(S3, "10.0.0.2"), (EC2, "8.8.8.8")]
