"""What moving a path to an endpoint, or away from one, does to policies."""

from __future__ import annotations

import pytest

from diagnostics.analysis.policies.turning import Turn, what_changes
from tests.unit.policies.requests_on_hand import EIP, GATEWAY, INTERFACE, NAT, UNSEEN, allow, deny, policy, request

NOT_EIP = {"NotIpAddress": {"aws:SourceIp": EIP}}
NOT_VPCE = {"StringNotEquals": {"aws:SourceVpce": "vpce-0b2"}}


@pytest.mark.parametrize(
    ("statement", "turn", "harmful"),
    [
        (deny(Condition=NOT_EIP), Turn.STARTS, True),
        (allow(Condition={"IpAddress": {"aws:SourceIp": EIP}}), Turn.STOPS, True),
        (deny(Condition=NOT_VPCE), Turn.STOPS, False),
        (allow(Condition={"StringEquals": {"aws:SourceVpce": "vpce-0b2"}}), Turn.STARTS, False),
        (deny(Principal={"AWS": "111122223333"}, Condition=NOT_EIP), Turn.MAY_START, True),
        (allow(Principal={"AWS": "111122223333"}, Condition={"IpAddress": {"aws:SourceIp": EIP}}), Turn.MAY_STOP, True),
        (allow(Condition={"StringEquals": {"aws:VpceOrgID": "o-1"}}), Turn.MAY_START, False),
        (deny(Condition={"Null": {"aws:VpceOrgID": "true"}}), Turn.MAY_STOP, False),
        (
            deny(Condition={"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::1:role/x"}, "Null": {"aws:SourceIp": "true"}}),
            Turn.MAY_START,
            True,
        ),
    ],
)
def test_a_statement_turns_when_the_path_moves_to_an_endpoint(
    statement: dict[str, object],
    turn: Turn,
    harmful: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    """A Deny that starts and an Allow that stops are what one is warned of."""
    (turning,) = what_changes(policy(allow(), statement), request(NAT), request(INTERFACE))
    assert (turning.turn, turning.harmful, turning.statement.number) == (turn, harmful, 2)


@pytest.mark.parametrize(
    "statement",
    [
        allow(),
        deny(Action="s3:DeleteBucket", Condition=NOT_EIP),
        deny(Resource="arn:aws:s3:::other/*", Condition=NOT_EIP),
        deny(Condition={"Bool": {"aws:SecureTransport": "false"}}),
        allow(Principal={"AWS": "111122223333"}),
        deny(Condition={"IpAddressIfExists": {"aws:SourceIp": EIP}}),
    ],
)
def test_a_statement_that_does_not_ask_for_the_way_stays(statement: dict[str, object]) -> None:
    """Nothing is said of it."""
    assert what_changes(policy(statement), request(NAT), request(GATEWAY)) == ()


def test_nothing_moves_without_a_policy_or_a_move() -> None:
    """The same way, or no policy, changes nothing."""
    assert what_changes(None, request(NAT), request(GATEWAY)) == ()
    assert what_changes(policy(deny(Condition=NOT_EIP)), request(GATEWAY), request(GATEWAY)) == ()


def test_the_way_back_turns_it_back() -> None:
    """What starts on the way there stops on the way back; from a way that is not seen it may."""
    document = policy(deny(Condition=NOT_EIP))
    assert [t.turn for t in what_changes(document, request(GATEWAY), request(NAT))] == [Turn.STOPS]
    assert [t.turn for t in what_changes(document, request(UNSEEN), request(GATEWAY))] == [Turn.MAY_START]


def test_the_gravest_turn_of_its_operations_is_told_and_by_what() -> None:
    """One statement, one turning, with the condition that turned it."""
    document = policy(deny(Resource=["arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/in/*"], Condition=NOT_EIP))
    (turning,) = what_changes(document, request(NAT), request(GATEWAY))
    assert turning.turn is Turn.STARTS
    assert [(was.truth, becomes.truth) for was, becomes in turning.conditions] == [(False, True)]
