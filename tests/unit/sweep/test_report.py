"""A report ranks by what is exposed and what is billed needlessly, counts what there is, and hides nothing."""

from __future__ import annotations

import csv
import io
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.sweep.json_v1 import sweep_v1
from diagnostics.sweep.packed import pack, unpack
from diagnostics.sweep.page import page
from diagnostics.sweep.part import BROKEN, CANCELLED, GIVEN_UP, NOT_GRANTED, NOT_YET, Counted, Toll, Unseen
from diagnostics.sweep.phrases import URGENCIES, basis, charge, why_unseen
from diagnostics.sweep.report import report
from diagnostics.sweep.sheet import COLUMNS, sheet
from diagnostics.sweep.summary import _counted, summarise
from diagnostics.sweep.text import text
from diagnostics.sweep.urgency import Urgency, urgency
from tests.unit.console.diagnosed import network
from tests.unit.sweep.samples import HOSTILE, OPEN, PARTS, seen, stream

if TYPE_CHECKING:
    from diagnostics.model.words import Lang

GOLDEN = Path(__file__).parent / "golden"


def test_what_costs_and_is_exposed_comes_first() -> None:
    """A public path that is billed, a public address, a needless bill, what is blocked, an open policy: in this order."""
    ranked = [(one.stream.vpc, one.urgency.weight) for one in report(PARTS).ranked]
    assert ranked == [("vpc-1", 6), ("vpc-7", 6), ("vpc-2", 5), ("vpc-6", 4), ("vpc-5", 3), ("vpc-4", 1)]


def test_of_what_weighs_alike_the_dearest_a_month_is_first() -> None:
    """Money before the number of subnets; where no price is known, by the least that is known; a public address first."""
    nat, endpoint = Toll.NAT_GATEWAY, Toll.INTERFACE_ENDPOINT
    dear = stream(Verdict.PRIVATE_INTERFACE_ENDPOINT, 3, toll=endpoint, vpc="vpc-dear")
    cheap = stream(Verdict.PRIVATE_INTERFACE_ENDPOINT, 2, toll=endpoint, vpc="vpc-cheap")
    behind = stream(Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT, 1, toll=nat, vpc="vpc-behind")
    unpriced = stream(Verdict.PRIVATE_INTERFACE_ENDPOINT, 4, toll=endpoint, vpc="vpc-unpriced")
    transit = stream(Verdict.VIA_TRANSIT_PUBLIC, 9, vpc="vpc-transit")
    address = stream(Verdict.PUBLIC_VIA_IGW, 1, vpc="vpc-address")
    parts = (seen("prod", "us-east-1", transit, cheap, dear, behind, address), seen("prod", "eu-west-1", unpriced))
    ranked = [(one.stream.vpc, None if one.monthly is None else float(one.monthly)) for one in report(parts).ranked]
    assert ranked == [
        ("vpc-address", None),
        ("vpc-transit", None),
        ("vpc-behind", 45.0),
        ("vpc-unpriced", None),
        ("vpc-dear", 30.0),
        ("vpc-cheap", 20.0),
    ]


def test_what_was_counted_goes_before_what_is_assumed() -> None:
    """A gateway at which little was counted costs little, however many subnets are behind it; amounts say what they are."""
    verdict, toll = Verdict.PUBLIC_VIA_NAT_GATEWAY, Toll.NAT_GATEWAY
    idle = stream(verdict, 9, toll=toll, vpc="vpc-idle", counted=Counted(gb=0.5, days=15))
    assumed = stream(verdict, 2, toll=toll, vpc="vpc-assumed")
    busy = stream(verdict, 1, toll=toll, vpc="vpc-busy", counted=Counted(gb=50_000.0, days=15))
    ranked = report([seen("prod", "us-east-1", idle, assumed, busy)]).ranked
    assert [one.stream.vpc for one in ranked] == ["vpc-busy", "vpc-assumed", "vpc-idle"]
    assert [charge(one, "en") for one in ranked] == ["≤ $4,500", "≈ $90", "< $1"]
    of_these = [(), (idle,), (assumed,), (busy, assumed)]
    assert [len(basis(report([seen("prod", "us-east-1", *one)]))) for one in of_these] == [0, 2, 2, 3]


def test_what_is_counted_is_what_cloudwatch_has_of_every_gateway_on_the_way() -> None:
    """Towards S3 and DynamoDB alike; without figures of one of the gateways nothing is known."""
    figures = {"nat_metrics": {"from_destination": 400 * 2**30, "from_source": 100 * 2**30}}
    for changes, expected in (([figures], Counted(gb=500.0, days=30)), ([], None)):
        through = [one for one in summarise(network(changes)).streams if one.toll is Toll.NAT_GATEWAY]
        assert {(one.service, one.counted) for one in through} == {("s3", expected), ("dynamodb", expected)}
    assert _counted(network([figures]), ["nat-0a", "nat-0b"]) is None


@pytest.mark.parametrize(
    ("verdict", "toll", "expected"),
    [
        (Verdict.MIXED, Toll.NAT_GATEWAY, Urgency.EXPOSED_AND_BILLED),
        (Verdict.MIXED, Toll.INTERFACE_ENDPOINT, Urgency.BILLED),
        (Verdict.MIXED, Toll.NOTHING, Urgency.UNSETTLED),
        (Verdict.VIA_ONPREM, Toll.NOTHING, Urgency.UNSETTLED),
        (Verdict.UNKNOWN_PERMISSIONS, Toll.NOTHING, Urgency.UNSETTLED),
        (Verdict.BLOCKED_NACL, Toll.NOTHING, Urgency.BLOCKED),
        (Verdict.PRIVATE_GATEWAY_ENDPOINT, Toll.NOTHING, Urgency.OPEN_POLICY),
        (Verdict.NOT_IN_VPC, Toll.NOTHING, Urgency.OPEN_POLICY),
    ],
)
def test_why_a_stream_deserves_a_look(verdict: Verdict, toll: Toll, expected: Urgency) -> None:
    """An open policy is the least of all reasons, and counts only where there is no other."""
    assert urgency(stream(verdict, 1, OPEN, toll=toll)) is expected


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_reason_to_look_has_its_word(lang: Lang) -> None:
    """No two say the same."""
    assert len({URGENCIES[one].say(lang) for one in Urgency}) == len(Urgency)


def test_the_korean_report_says_severities_in_korean() -> None:
    """As every other report of the product does."""
    for written in (text(report(PARTS), "ko"), page(report(PARTS), "ko")):
        assert "차단" in written
        assert "critical" not in written
        assert "medium" not in written


def test_the_order_of_the_parts_is_none_of_the_reports() -> None:
    """Workers are done in any order, and the report is the same."""
    assert report(PARTS) == report(reversed(PARTS))


def test_prices_are_those_of_the_region_and_never_guessed() -> None:
    """List prices for a thousand GB, where they are known; where not, there is none."""
    saved = {one.stream.vpc: one.saving for one in report(PARTS).every}
    assert str(saved["vpc-1"]) == "45.000"
    assert str(saved["vpc-6"]) == "10.00"
    assert saved["vpc-7"] is None
    assert saved["vpc-2"] is None


def test_everything_is_counted_once() -> None:
    """Ways by class, ways that pay, accounts, subnets and VPCs."""
    found = report(PARTS)
    assert dict(found.classes) == {VerdictClass.PRIVATE: 10, VerdictClass.PUBLIC: 6, VerdictClass.BLOCKED: 1}
    assert (found.ways, found.paying, found.subnets, found.vpcs) == (17, 8, 17, 7)
    assert [(one.account, one.read, one.unread, one.paying) for one in found.accounts] == [
        ("dev", 1, 1, 4),
        ("prod", 2, 0, 4),
    ]
    assert not found.complete


def test_causes_say_how_much_each_would_mend() -> None:
    """The most widespread first, with the subnets, VPCs and accounts that it lies on."""
    first, *others = report(PARTS).causes
    assert (first.code, first.subnets, first.vpcs, first.accounts) == ("GWE-001", 4, 2, 1)
    assert [one.code for one in others] == ["RTE-004", "POL-008"]


def test_what_was_not_seen_is_told_once_with_every_place() -> None:
    """A gap of two parts is one line."""
    (hidden,) = report(PARTS).hidden
    assert hidden.blank.needs == "ec2:DescribeNetworkAcls"
    assert hidden.where == (("dev", "us-east-1"), ("prod", "us-east-1"))


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_text_is_as_it_was(lang: Lang) -> None:
    """Word for word, in both languages."""
    assert text(report(PARTS), lang, 96) == (GOLDEN / f"sweep.{lang}.txt").read_text(encoding="utf-8")


def test_nothing_found_is_said_as_such() -> None:
    """No subnet at all, and no path worth a look, are sentences."""
    assert "There are no subnets there." in text(report([seen("dev", "us-east-1")]), "en")
    well = seen("dev", "us-east-1", stream(Verdict.PRIVATE_GATEWAY_ENDPOINT, 1))
    assert "Nothing here needs a look." in text(report([well]), "en")


@pytest.mark.parametrize("code", [NOT_YET, CANCELLED, GIVEN_UP, NOT_GRANTED, BROKEN, "throttled"])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_reason_has_its_sentence(code: str, lang: Lang) -> None:
    """Whatever kept a part from being read is said in both languages, with nothing left to fill in."""
    particulars = {"attempts": "5", "type": "KeyError", "where": "glance.py:7"}
    said = why_unseen(Unseen(account="dev", region="us-east-1", code=code, particulars=particulars), lang)
    assert said
    assert "{" not in said
    assert code not in said


def test_a_part_is_the_same_after_it_was_packed() -> None:
    """What is kept between two processes loses nothing; what is none is refused."""
    assert [unpack(pack(part)) for part in PARTS] == list(PARTS)
    before = json.loads(zlib.decompress(pack(PARTS[1])))  # as it was kept before anything was counted
    for one in before["streams"]:
        del one["counted"]
    assert unpack(zlib.compress(json.dumps(before).encode())) == PARTS[1]
    for broken in (b"", b"x", pack(PARTS[0])[:-9]):
        with pytest.raises(ValueError, match="cannot be read"):
            unpack(broken)


def test_no_name_becomes_a_formula_in_a_spreadsheet() -> None:
    """Cells that would begin one get an apostrophe, and every row has every column."""
    signs = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
    hostile = [seen(sign + "prod", "us-east-1", stream(Verdict.PUBLIC_VIA_IGW, 1, name=sign + HOSTILE)) for sign in signs]
    written = sheet(report([*hostile, *PARTS]), "en")
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))
    assert rows[0] == list(COLUMNS)
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(rows) == 1 + 7 + 11 + 1
    assert [cell for row in rows for cell in row if cell.startswith(tuple(signs))] == []
    assert [row[-1] for row in rows[1:] if row[-1]] == [why_unseen(PARTS[-1], "en") if isinstance(PARTS[-1], Unseen) else ""]


COUNTS = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
TEXT, NUMBER = {"type": "string"}, {"type": "integer", "minimum": 0}


def _object(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _each(**properties: object) -> dict[str, object]:
    return {"type": "array", "items": _object(**properties)}


SCHEMA = _object(
    schema={"const": "routelore.sweep/v1"},
    complete={"type": "boolean"},
    counts=_object(
        accounts=NUMBER,
        parts_read=NUMBER,
        parts_unread=NUMBER,
        vpcs=NUMBER,
        subnets=NUMBER,
        paths=NUMBER,
        paying=NUMBER,
        classes=COUNTS,
    ),
    streams=_each(
        **dict.fromkeys(("account", "account_id", "region", "vpc", "vpc_name", "service"), TEXT),
        verdict={"enum": [verdict.value for verdict in Verdict]},
        **{"class": {"enum": [group.value for group in VerdictClass]}},
        confidence={"enum": ["high", "medium", "low"]},
        concern={"enum": [one.value for one in Urgency]},
        weight=NUMBER,
        avoidable={"enum": [None, Toll.NAT_GATEWAY.value, Toll.INTERFACE_ENDPOINT.value]},
        usd_per_1000_gb={"type": ["number", "null"]},
        usd_a_month={"type": ["number", "null"]},
        counted_gb_a_month={"type": ["number", "null"]},
        usd_a_month_at_most={"type": ["number", "null"]},
        subnets={"type": "array", "items": TEXT},
        causes={"type": "array", "items": TEXT},
    ),
    causes=_each(code=TEXT, severity=TEXT, title=TEXT, subnets=NUMBER, vpcs=NUMBER, accounts=NUMBER),
    accounts=_each(
        account=TEXT,
        account_id=TEXT,
        parts_read=NUMBER,
        parts_unread=NUMBER,
        vpcs=NUMBER,
        subnets=NUMBER,
        paying=NUMBER,
        classes=COUNTS,
    ),
    unread=_each(account=TEXT, region=TEXT, code=TEXT, why=TEXT),
    gaps=_each(needs=TEXT, reason=TEXT, hides=TEXT, where=_each(account=TEXT, region=TEXT)),
)


def test_the_json_is_as_published() -> None:
    """Every key is there and no other, also of an empty report."""
    for parts in (PARTS, ()):
        jsonschema.validate(json.loads(json.dumps(sweep_v1(report(parts), "ko"))), SCHEMA)
    written = sweep_v1(report(PARTS), "en")
    assert [one["vpc"] for one in written["streams"]][-1] == "vpc-3"
    nat = next(one for one in written["streams"] if one["vpc"] == "vpc-1")
    assert [nat["usd_per_1000_gb"], nat["usd_a_month"]] == [45.0, 135.0]
    assert [nat["counted_gb_a_month"], nat["usd_a_month_at_most"]] == [15000.0, 675.0]
    assert written["unread"][0]["code"] == "role-refused"
