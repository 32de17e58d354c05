"""What is opened, and for whom: groups, ACLs and policies as people say it."""

from __future__ import annotations

import pytest

from bot.learning.labs.reading import labs
from bot.understanding.proposals import propose

LABS = {lab.id: lab for lab in labs()}


def meant(lab_id: str, said: str) -> list[str]:
    """Give the changes that a sentence may mean in a lab's network."""
    lab = LABS[lab_id]
    return ["; ".join(one.text for one in changes) for changes in propose(said, lab.diagnosis(lab.snapshot()))]


IN = "allow-endpoint-ingress sg-0d0 443"
ROWS = (
    ("borrowed-coat", "sg-0d0에 10.20.0.0/16에서 오는 443을 허용하면?", f"{IN} 10.20.0.0/16"),
    ("borrowed-coat", "allow 443 from sg-0w1 in sg-0d0", f"{IN} sg-0w1"),
    ("borrowed-coat", "sg-0w1에서 오는 443을 sg-0d0 인바운드에 열면?", f"{IN} sg-0w1"),
    ("borrowed-coat", "open 443 inbound from the whole VPC in sg-0d0", f"{IN} 10.20.0.0/16"),
    ("borrowed-coat", "엔드포인트 보안 그룹에 443을 열면?", f"{IN} 10.20.1.0/24"),
    ("borrowed-coat", "vpce-0d4에 sg-0v4를 붙이면?", "add-endpoint-group vpce-0d4 sg-0v4"),
    ("tin-roof", "allow outbound 443 to pl-78a54011 in sg-0w1", "allow-egress sg-0w1 443 pl-78a54011"),
    ("tin-roof", "sg-0w1 아웃바운드에 443을 열면?", "allow-egress sg-0w1 443 0.0.0.0/0"),
    ("evening-tram", "acl-0k8 인바운드에 1024-65535를 허용하면?", "allow-acl acl-0k8 ingress 0.0.0.0/0 1024-65535"),
    ("evening-tram", "open the ephemeral ports for replies in the NACL", "allow-acl acl-0k8 ingress 0.0.0.0/0 1024-65535"),
    ("evening-tram", "allow outbound 8443 in acl-0k8", "allow-acl acl-0k8 egress 0.0.0.0/0 8443"),
    ("blue-crate", "엔드포인트 정책에 kiln-models를 추가하면?", "allow-bucket vpce-0a5 kiln-models"),
    ("blue-crate", "what if the endpoint policy allowed the bucket?", "allow-bucket vpce-0a5 kiln-models"),
    ("blue-crate", "allow everything in the endpoint policy", "reset-endpoint-policy vpce-0a5"),
    ("brass-key", "버킷 정책에 vpce-0a5를 추가하면?", "admit-endpoint loom-ledger vpce-0a5"),
    ("night-shift", "create a gateway endpoint and attach it to rtb-0k1", "create-gateway-endpoint s3 rtb-0k1"),
    ("striped-tile", "rtb-0k1에서 3.5.140.0/23을 지우면?", "remove-route rtb-0k1 3.5.140.0/23"),
)


@pytest.mark.parametrize(("lab", "said", "change"), ROWS)
def test_an_opening_is_what_its_words_say(lab: str, said: str, change: str) -> None:
    """The direction, the ports, who is let in, and which bucket."""
    assert meant(lab, said) == [change]


def test_ports_without_a_direction_may_be_meant_for_either() -> None:
    """Asked back rather than guessed."""
    assert meant("evening-tram", "acl-0k8에 1024-65535를 열면?") == [
        "allow-acl acl-0k8 ingress 0.0.0.0/0 1024-65535",
        "allow-acl acl-0k8 egress 0.0.0.0/0 1024-65535",
    ]


def test_a_buckets_policy_is_no_endpoints() -> None:
    """What takes a bucket's policy away resets no endpoint."""
    assert meant("brass-key", "버킷 정책을 지우면?") == []
