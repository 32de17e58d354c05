"""traceroute and its relatives as people paste them."""

from __future__ import annotations

from diagnostics.evidence import Tool, read_evidence
from diagnostics.evidence.observation import TracedRoute

S3 = "s3.ap-northeast-2.amazonaws.com"
HEAD = f"traceroute to {S3} (52.219.60.1), 30 hops max, 60 byte packets\n"
LINUX = f"""$ sudo traceroute -T -p 443 {S3}
{HEAD} 1  ip-10-0-0-20.ap-northeast-2.compute.internal (10.0.0.20)  0.285 ms  0.270 ms *
 2  * * *
 3  244.5.0.1 (244.5.0.1)  1.2 ms  1.3 ms 244.5.0.3 (244.5.0.3)  1.2 ms
 4  {S3} (52.219.60.1)  2.1 ms  2.0 ms  2.2 ms
"""
WINDOWS_KO = f"""최대 30홉 이상의
{S3} [52.219.60.1](으)로 가는 경로 추적:

  1    <1 ms    <1 ms    <1 ms  10.0.0.20
  2     *        *        *     요청 시간이 만료되었습니다.
"""
TCPTRACEROUTE = f"""Selected device eth0, address 10.0.1.10, port 41231 for outgoing packets
Tracing the path to {S3} (52.219.60.1) on TCP port 443 (https), 30 hops max
 1  10.0.0.20  0.312 ms  0.276 ms  0.270 ms
 2  * * *
 3  {S3} (52.219.60.1) [open]  2.310 ms
"""
TRACEPATH = """ 1?: [LOCALHOST]                      pmtu 9001
 1:  ip-10-0-0-20.ap-northeast-2.compute.internal        0.345ms
 1:  ip-10-0-0-20.ap-northeast-2.compute.internal        0.300ms
 2:  no reply
 3:  no reply
     Too many hops: pmtu 9001
     Resume: pmtu 9001
"""


def traced(pasted: str) -> TracedRoute:
    """Give the one traced route in pasted output."""
    (found,) = read_evidence(pasted)
    assert isinstance(found, TracedRoute)
    return found


def test_a_tcp_traceroute_gives_its_protocol_its_hops_and_that_it_arrived() -> None:
    """Several answers of one hop are kept; asterisks are hops without an address."""
    found = traced(LINUX)
    assert (found.target, found.address, found.protocol, found.arrived) == (S3, "52.219.60.1", "tcp", True)
    assert [hop.addresses for hop in found.hops] == [("10.0.0.20",), (), ("244.5.0.1", "244.5.0.3"), ("52.219.60.1",)]


def test_a_traceroute_without_options_is_udp() -> None:
    """Only the command says the protocol; the output alone does not."""
    assert traced(f"$ traceroute {S3}\n{HEAD} 1  * * *\n 2  * * *\n").protocol == "udp"
    assert traced(f"{HEAD} 1  * * *\n 2  * * *\n").protocol == ""


def test_korean_tracert_is_read() -> None:
    """Windows traces with ICMP, and says so in Korean."""
    found = traced(WINDOWS_KO)
    assert (found.target, found.address, found.protocol) == (S3, "52.219.60.1", "icmp")
    assert found.hops[0].addresses == ("10.0.0.20",)
    assert not found.complete


def test_tcptraceroute_says_that_the_port_is_open() -> None:
    """`[open]` is an arrival."""
    found = traced(TCPTRACEROUTE)
    assert (found.protocol, found.arrived, found.target) == ("tcp", True, S3)


def test_tracepath_names_hops_by_ec2s_names() -> None:
    """EC2's internal names hold the address; a hop that is printed twice is one hop."""
    found = traced(TRACEPATH)
    assert (found.tool, found.complete, found.arrived) == (Tool.TRACEPATH, True, False)
    assert [hop.addresses for hop in found.hops] == [("10.0.0.20",), (), ()]


def test_rows_without_a_header_are_believed_where_they_follow_each_other() -> None:
    """One numbered line is no traceroute; two that follow each other are."""
    assert read_evidence(" 1  10.0.0.20  0.312 ms") == ()
    assert traced(" 1  10.0.0.20  0.312 ms\n 2  * * *").hops[0].addresses == ("10.0.0.20",)


def test_a_silent_traceroute_up_to_its_last_hop_is_complete() -> None:
    """The last hop that the header allows is the end."""
    rows = "\n".join(f"{n:2}  * * *" for n in range(1, 31))
    found = traced(HEAD + rows)
    assert found.complete
    assert found.silent
    assert not found.arrived
