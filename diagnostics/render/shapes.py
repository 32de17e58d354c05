"""The shapes of the pictures: SVG elements, marks that need no colour to be told apart, and neutral pictograms."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from diagnostics.explain import Mark
from diagnostics.model.trace import VerdictClass
from diagnostics.render.lettering import width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.trace import HopKind

INK, MUTED, HAIRLINE, PAPER = "#1b2430", "#566272", "#d3dae3", "#ffffff"
SLATE, RED, AMBER, GREY = "#4a5868", "#b3261e", "#9a5b00", "#6f7a87"


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a way is drawn: its hue, its tint, and its dashes, so that it is known without the hue."""

    hue: str
    tint: str
    dash: str = ""


#: Green for the public way and blue for the private one, as in the team's own before-and-after drawings.
STROKES: Mapping[VerdictClass, Stroke] = {
    VerdictClass.PRIVATE: Stroke("#1a5fb4", "#eaf2fd"),
    VerdictClass.PUBLIC: Stroke("#1d7a46", "#e9f6ee", "11 5"),
    VerdictClass.BLOCKED: Stroke(RED, "#fdeeec", "4 4"),
}
#: A stretch that leads neither to a private nor to a public end, one that nobody can see, and one that is never reached.
PLAIN, UNSEEN, NEVER = Stroke(SLATE, "#f1f4f8"), Stroke(GREY, "#f4f5f7", "1.5 6"), Stroke("#a9b3be", "#f7f8fa", "4 6")
BROKEN = STROKES[VerdictClass.BLOCKED]
#: The mark beside a verdict of each class.
CLASS_MARKS: Mapping[VerdictClass, Mark] = {
    VerdictClass.PRIVATE: Mark.OK,
    VerdictClass.PUBLIC: Mark.WARN,
    VerdictClass.BLOCKED: Mark.BAD,
    VerdictClass.MIXED: Mark.WARN,
}


def element(name: str, *children: str, **attributes: str | float) -> str:
    """Write one SVG element; attribute names take hyphens for underscores, values are escaped, children are not."""
    written = "".join(f' {_named(k)}="{escape(_value(v))}"' for k, v in attributes.items())
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def _named(attribute: str) -> str:
    return attribute.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def letters(
    text: str, x: float, y: float, size: float, colour: str = INK, *, anchor: str = "start", strong: bool = False
) -> str:
    """Write one line of text. Its measured length is written with it, so that another font cannot overrun its place."""
    weight: dict[str, str | float] = {"stroke": colour, "stroke_width": size / 40} if strong else {}
    return element(
        "text",
        escape(text, quote=False),
        x=x,
        y=y,
        font_size=size,
        fill=colour,
        text_anchor=anchor,
        textLength=width(text, size),
        lengthAdjust="spacingAndGlyphs",
        **weight,
    )


def mark(kind: Mark, x: float, y: float, hue: str = "") -> str:
    """Draw a mark around a point: a ticked disc, a triangle, a crossed octagon, or a diamond that asks."""
    body, sign, colour = _MARKS[kind]
    fill = hue if kind is Mark.OK and hue else colour
    halo = element("path", d=body, fill=PAPER, stroke=PAPER, stroke_width=5, stroke_linejoin="round")
    solid = element("path", d=body, fill=fill, stroke=fill, stroke_width=1.5, stroke_linejoin="round")
    line = element(
        "path", d=sign, fill="none", stroke=PAPER, stroke_width=2.6, stroke_linecap="round", stroke_linejoin="round"
    )
    return element("g", halo, solid, line, transform=f"translate({_value(x)} {_value(y)})", class_=f"mark {kind.value}")


_MARKS: Mapping[Mark, tuple[str, str, str]] = {
    Mark.OK: ("M-11 0a11 11 0 1 0 22 0a11 11 0 1 0 -22 0z", "M-5 .5l3.5 3.5L5-3.5", "#1a5fb4"),
    Mark.WARN: ("M0-11.5L12.5 10h-25z", "M0-4v5.5M0 6.3v.01", AMBER),
    Mark.BAD: ("M-4.8-11.5h9.6l6.7 6.7v9.6l-6.7 6.7h-9.6l-6.7-6.7v-9.6z", "M-4.5-4.5l9 9M4.5-4.5l-9 9", RED),
    Mark.UNKNOWN: ("M0-13L13 0L0 13L-13 0z", "M-3.2-3a3.2 3.2 0 1 1 4.6 2.9q-1.4.7-1.4 2.1M0 6v.01", GREY),
}


def cross(x: float, y: float) -> str:
    """Draw a bare cross over a broken line."""
    d = f"M{_value(x - 6)} {_value(y - 6)}l12 12M{_value(x + 6)} {_value(y - 6)}l-12 12"
    halo = element("path", d=d, fill="none", stroke=PAPER, stroke_width=8, stroke_linecap="round")
    return halo + element("path", d=d, fill="none", stroke=RED, stroke_width=3.2, stroke_linecap="round", class_="cross")


def pictogram(kind: HopKind, x: float, y: float, colour: str) -> str:
    """Draw the pictogram of a kind in a square of 24 units: neutral shapes of our own."""
    return element(
        "g",
        element("path", d=_PICTOGRAMS[kind]),
        transform=f"translate({_value(x)} {_value(y)})",
        fill="none",
        stroke=colour,
        stroke_width=1.8,
        stroke_linecap="round",
        stroke_linejoin="round",
        class_="pictogram",
    )


_SHIELD = "M12 3l7.5 2.8v5.4c0 4.6-3 7.9-7.5 9.8c-4.5-1.9-7.5-5.2-7.5-9.8V5.8z"
_HUB = "M12 8.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7zM12 8.5V3M12 15.5V21M8.5 12H3M15.5 12H21"
_MAST = "M12 10.5V21M8 21h8M12 7.5v.01M8.5 11a5 5 0 0 1 0-7M15.5 11a5 5 0 0 0 0-7"
_GLOBE = "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0zM3.5 12h17M12 3.5c-5 5-5 12 0 17c5-5 5-12 0-17z"
_PORT = "M6.5 6.5h11v11h-11zM9.5 6.5V3M14.5 6.5V3M9.5 21v-3.5M14.5 21v-3.5M6.5 9.5H3M6.5 14.5H3M21 9.5h-3.5M21 14.5h-3.5"
_PICTOGRAMS: Mapping[HopKind, str] = {
    "subnet": "M4.5 4.5h15v15h-15zM4.5 12h15M12 4.5v15",
    "network-interface": _PORT,
    "function": "M5 20 11 4h2l6 16M8.5 20 12 10.5",
    "instance": "M4 4.5h16v11.5H4zM9 20h6M12 16v4",
    "route-table": "M4 5h16v14H4zM4 9.7h16M4 14.3h16M10 5v14",
    "nat-gateway": "M3 6.5h4.5c4 0 4 5.5 8 5.5H21M3 17.5h4.5c4 0 4-5.5 8-5.5M17.5 8.5L21 12l-3.5 3.5",
    "internet-gateway": _GLOBE,
    "egress-only-internet-gateway": "M14 5H5v14h9M9.5 12H21M17 8l4 4l-4 4",
    "gateway-endpoint": "M5 21V7.5L12 3.5l7 4V21M3 21h18M9.5 21v-7.5h5V21",
    "interface-endpoint": "M3 12h5.5M8.5 7.5h4a4.5 4.5 0 0 1 0 9h-4zM17 12h4M12 7.5V5M12 19v-2.5",
    "gateway-load-balancer-endpoint": _SHIELD + "M8.5 12l2.5 2.5l4.5-4.5",
    "transit-gateway": _HUB,
    "core-network": _HUB,
    "vpc-peering-connection": "M9 7.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9zM15 7.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z",
    "vpn-gateway": "M5 11h14v9.5H5zM8 11V8a4 4 0 0 1 8 0v3M12 14.5v2.5",
    "carrier-gateway": _MAST,
    "local-gateway": _MAST,
    "dns": "M4 4.5h16v12h-7.5L8 20.5v-4H4zM8 9h8M8 12.3h5",
    "security-group": _SHIELD,
    "network-acl": _SHIELD + "M8.5 12h7",
    "service": "M12 3l7.8 4.5v9L12 21l-7.8-4.5v-9zM12 3v18M4.2 7.5l7.8 4.5l7.8-4.5",
    "unknown": "M8 9a4 4 0 1 1 5.8 3.6q-1.8 1-1.8 2.9M12 19.5v.01",
}
