"""Every subnet at a glance as a table for spreadsheets: one line a subnet, nothing merged and nothing cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.glance import Grain
from diagnostics.render.matrix_words import column_title

if TYPE_CHECKING:
    from diagnostics.glance import Glance

#: Tells spreadsheets that the text is UTF-8.
MARK = "\ufeff"
#: What a spreadsheet would take for the beginning of a formula, the wide letters of East Asian keyboards among it.
#: — https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def sheet(glance: Glance) -> str:
    """Give the whole matrix as comma-separated values, what matters most first; verdicts by their published names."""
    titles = [f"{column_title(service)}{part}" for service in glance.services for part in ("", " concern")]
    lines = [["vpc", "vpc_name", "subnet", "subnet_name", "zone", "route_table", *titles, "causes"]]
    for row in glance.rows(Grain.SUBNET):
        (subnet,), (vpc,) = row.subnets, row.vpcs
        ways = [text for cell in row.cells for text in (cell.verdict.value, cell.concern.value)]
        where = [vpc.id, vpc.name, subnet.id, subnet.name, subnet.az, " ".join(row.tables)]
        lines.append([*where, *ways, " ".join(row.codes)])
    return MARK + "".join(",".join(map(field, line)) + "\r\n" for line in lines)


def field(text: str) -> str:
    """Give a field as RFC 4180 wants it; a name that would be a formula gets an apostrophe, which makes it text."""
    safe = f"'{text}" if text.startswith(_FORMULA) else text
    return '"' + safe.replace('"', '""') + '"' if any(c in safe for c in ',"\r\n') else safe
