"""The picture: well-formed whatever the names, nothing overruns, and it reads without colour."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Hop, Trace, Verdict
from diagnostics.render.plan import BOX_HEIGHT, CANVAS
from diagnostics.render.svg import ALT_LONGEST, alt_text, picture
from tests.unit.render.samples import EVERY, NAT, SUBNET, TABLE, Sketch, by_nat, long_way, mixed, route, unseen_transit

if TYPE_CHECKING:
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

LANGUAGES: tuple[Lang, ...] = ("ko", "en")
NS = "{http://www.w3.org/2000/svg}"
SLACK = 0.02  # coordinates are written with two decimals


@dataclass(frozen=True, slots=True)
class Extent:
    """A rectangle of the picture."""

    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: Extent) -> bool:
        """Say whether the two share any area."""
        return (
            self.left < other.right - SLACK
            and other.left < self.right - SLACK
            and self.top < other.bottom - SLACK
            and other.top < self.bottom - SLACK
        )

    def inside(self, other: Extent) -> bool:
        """Say whether this lies wholly within the other."""
        return (
            self.left >= other.left - SLACK
            and self.right <= other.right + SLACK
            and self.top >= other.top - SLACK
            and self.bottom <= other.bottom + SLACK
        )


def extent(text: ET.Element) -> Extent:
    """Give what a line of text covers, by its measured length."""
    x, y, size, long = (float(text.get(k, "0")) for k in ("x", "y", "font-size", "textLength"))
    left = x - long / 2 if text.get("text-anchor") == "middle" else x
    return Extent(left, left + long, y - 0.8 * size, y + 0.2 * size)


def box(group: ET.Element) -> Extent:
    """Give what the box of a hop covers."""
    rect = group.find(f"{NS}rect")
    assert rect is not None
    x, y, wide, high = (float(rect.get(k, "0")) for k in ("x", "y", "width", "height"))
    return Extent(x, x + wide, y, y + high)


def groups(root: ET.Element, name: str) -> list[ET.Element]:
    """Give the groups whose class begins with a word."""
    return [g for g in root.iter(f"{NS}g") if (g.get("class") or "").split(" ")[0] == name]


def assert_legible(svg: str) -> ET.Element:
    """Assert that a picture is well-formed and that no text overruns its place."""
    root = ET.fromstring(svg)  # noqa: S314 (our own output)
    canvas = Extent(0, CANVAS, 0, float(root.get("height", "0")))
    boxes = [box(g) for g in groups(root, "hop")]
    for group in groups(root, "hop"):
        for text in group.iter(f"{NS}text"):
            assert extent(text).inside(box(group)), text.text
    for arrow in groups(root, "arrow"):
        for text in arrow.iter(f"{NS}text"):
            assert not any(extent(text).overlaps(b) for b in boxes), text.text
    for text in root.iter(f"{NS}text"):
        assert extent(text).inside(canvas), text.text
        assert float(text.get("font-size", "0")) >= 14
    for i, one in enumerate(boxes):
        assert one.inside(canvas)
        assert not any(one.overlaps(other) for other in boxes[i + 1 :])
    return root


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
def test_every_sample_is_legible(name: str, lang: Lang) -> None:
    """Short, long, blocked, mixed and unseen ways, in both languages."""
    root = assert_legible(picture(EVERY[name](), lang))
    assert root.get("width") == "800"


def test_a_nat_path_is_five_boxes_four_arrows_and_its_marks() -> None:
    """The structure of the picture that the product is known by."""
    root = assert_legible(picture(by_nat(), "ko"))
    assert [g.get("class") for g in groups(root, "hop")] == [
        "hop subnet",
        "hop route-table",
        "hop nat-gateway",
        "hop internet-gateway",
        "hop service",
    ]
    assert len(groups(root, "arrow")) == 4
    assert [t.text for a in groups(root, "arrow") for t in a.iter(f"{NS}text")] == ["0.0.0.0/0", "0.0.0.0/0"]
    marks = [m.get("class") for h in groups(root, "hop") for m in groups(h, "mark")]
    assert marks == ["mark warn", "mark warn", "mark ok"]


def test_a_stop_is_a_crossed_octagon_and_a_crossed_line() -> None:
    """A blocked way reads without colour: mark, cross and dashes."""
    svg = picture(EVERY["blackhole"](), "en")
    root = assert_legible(svg)
    assert [m.get("class") for h in groups(root, "hop") for m in groups(h, "mark")] == ["mark bad"]
    assert svg.count('class="cross"') == 1
    assert "✕" not in svg


def test_public_private_and_unseen_ways_differ_without_colour() -> None:
    """Each kind of way has dashes of its own."""

    def dashes(diagnosis: Diagnosis) -> set[str | None]:
        root = ET.fromstring(picture(diagnosis, "en"))  # noqa: S314 (our own output)
        return {p.get("stroke-dasharray") for a in groups(root, "arrow") for p in a.findall(f"{NS}path") if p.get("stroke")}

    assert dashes(EVERY["by_gateway_endpoint"]()) == {None}
    assert dashes(by_nat()) == {"11 5"}
    assert dashes(unseen_transit()) == {None, "1.5 6"}


def test_what_was_not_seen_is_said_under_the_picture() -> None:
    """A gap is a question mark with what it hides."""
    root = assert_legible(picture(unseen_transit(), "en"))
    said = [t.text for t in groups(root, "footer")[0].iter(f"{NS}text")]
    assert said[0] == "Not seen: network ACLs, DHCP option sets, transit gateway routes"


def test_a_mixed_verdict_is_one_lane_a_way() -> None:
    """Each lane has its heading; more lanes than a picture holds are counted."""
    assert len(groups(assert_legible(picture(mixed(3), "en")), "lane")) == 3
    base = mixed(2)
    public = base.case.traces[1]
    many = tuple(
        replace(public, hops=(Hop(kind="subnet", id=SUBNET, name=f"s{i}"), *public.hops[1:]), verdict=Verdict.PUBLIC_VIA_IGW)
        for i in range(9)
    )
    svg = picture(replace(base, case=replace(base.case, traces=many)), "en")
    assert len(groups(assert_legible(svg), "lane")) == 6
    assert "3 more ways are in the text." in svg


def test_full_names_stay_in_the_picture_where_the_box_shortens_them() -> None:
    """Each box's title holds what its lines could not."""
    root = assert_legible(picture(long_way(), "en"))
    titles = [g.findtext(f"{NS}title") or "" for g in groups(root, "hop")]
    assert "orchard-production-analytics-workers-subnet-in-zone-a" in titles[0]


def test_the_alternative_text_tells_the_whole_way() -> None:
    """Whoever cannot see the picture learns the same from its words."""
    said = alt_text(EVERY["blocked_by_group"](), "en")
    assert said.startswith("Traffic from instance web-1 (i-0abc)")
    assert "security group web (stopped) → main route table harbor-private → gateway endpoint harbor-s3" in said


NAMES = st.text(max_size=70) | st.sampled_from(
    ["<script>&\"'", "]]>", "a" * 300, "가" * 80, "\x00\x1b[31m", "é\u0301\u202e", "{x}"]
)
ROUTES = st.sampled_from(
    ["0.0.0.0/0", "pl-78a54011", "pl-0123456789abcdef0", "2600:1f18:24e6:b900:1234:5678:9abc:def0/128", "<&>"]
)
KINDS = st.sampled_from(
    ["nat-gateway", "internet-gateway", "gateway-endpoint", "network-interface", "unknown", "security-group"]
)
VERDICTS = st.sampled_from(list(Verdict))


@st.composite
def diagnoses(draw: st.DrawFn) -> Diagnosis:
    """Make ways of up to ten hops with any names, routes and verdicts, in up to three lanes."""
    lanes = []
    for _ in range(draw(st.integers(1, 3))):
        hops = [Hop(kind="subnet", id=SUBNET, name=draw(NAMES))]
        for _ in range(draw(st.integers(0, 8))):
            out = route(draw(ROUTES), TargetKind.NAT_GATEWAY, NAT) if draw(st.booleans()) else None
            kind = "route-table" if out else draw(KINDS)
            hops.append(Hop(kind=kind, id=draw(NAMES) or TABLE, name=draw(NAMES), route=out, blocked=draw(st.booleans())))
        lanes.append((tuple(hops), draw(VERDICTS)))
    base = Sketch(hops=lanes[0][0], verdict=lanes[0][1]).draw()
    addresses = base.case.traces[0].addresses
    traces = tuple(Trace(addresses=addresses, hops=h, path=v, verdict=v) for h, v in lanes)
    return replace(base, case=replace(base.case, traces=traces))


@given(diagnoses(), st.sampled_from(LANGUAGES))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_name_breaks_or_overruns_the_picture(diagnosis: Diagnosis, lang: Lang) -> None:
    """Whatever is written in tags, the picture is well-formed XML and every text stays in its place."""
    assert_legible(picture(diagnosis, lang))
    assert len(alt_text(diagnosis, lang)) <= ALT_LONGEST


def test_boxes_are_of_one_height() -> None:
    """Rows are calm: no box is taller than another."""
    root = assert_legible(picture(long_way(), "ko"))
    assert {box(g).bottom - box(g).top for g in groups(root, "hop")} == {BOX_HEIGHT}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("before", "after"), [("by_nat", "by_gateway_endpoint"), ("no_route", "mixed"), ("long_way", "by_nat")]
)
def test_before_and_after_are_one_picture_under_their_headings(before: str, after: str, lang: Lang) -> None:
    """Now is above what will be, each in its own hue, and what was changed stands between them."""
    step = "Associate route table rtb-0123456789abcdef0 with endpoint vpce-0123456789abcdef0"
    root = assert_legible(picture(EVERY[before](), lang, EVERY[after](), [step]))
    now, then = (one.find(f"{NS}text") for one in groups(root, "banner"))
    (changes,) = groups(root, "changes")
    between = changes.find(f"{NS}text")
    assert now is not None
    assert then is not None
    assert between is not None
    assert [now.text, then.text] == (["지금", "바꾼 뒤"] if lang == "ko" else ["Now", "After"])
    assert extent(now).top < extent(between).top < extent(then).top
    tops = [box(g).top for g in groups(root, "hop")]
    assert any(top < extent(between).top for top in tops)
    assert any(top > extent(then).bottom for top in tops)


def test_green_before_and_blue_after_differ_without_colour() -> None:
    """The public way is dashed, the private one is not, and both have their word in the legend."""
    drawn = picture(EVERY["by_nat"](), "en", EVERY["by_gateway_endpoint"]())
    root = assert_legible(drawn)
    dashes = {
        (p.get("stroke"), p.get("stroke-dasharray"))
        for g in groups(root, "arrow")
        for p in g.iter(f"{NS}path")
        if p.get("stroke")
    }
    assert {("#1d7a46", "11 5"), ("#1a5fb4", None)} <= dashes
    legend = [t.text for g in groups(root, "footer") for t in g.iter(f"{NS}text")]
    assert {"private", "public"} <= set(legend)


def test_the_alternative_text_tells_both_ways() -> None:
    """Before, what was changed, and after; both are there however long the first is."""
    said = alt_text(EVERY["long_way"](), "en", EVERY["by_gateway_endpoint"](), ["Delete the route"])
    assert said.startswith("Now: Traffic")
    assert "After (Delete the route): Traffic" in said
    assert len(said) <= ALT_LONGEST


@given(diagnoses(), diagnoses(), st.lists(NAMES, max_size=4), st.sampled_from(LANGUAGES))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_two_ways_overrun_one_picture(now: Diagnosis, then: Diagnosis, changes: list[str], lang: Lang) -> None:
    """Whatever is written in tags and changes, both stay in their places."""
    assert_legible(picture(now, lang, then, changes))
    assert len(alt_text(now, lang, then, changes)) <= ALT_LONGEST
