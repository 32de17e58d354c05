"""Many diagnoses at once: a line each, the worst first, and a menu to look closer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import wording
from bot.blocks.diagnosis import SIGNS, names
from bot.blocks.paging import sections
from bot.blocks.parts import Json, Mrkdwn, actions, bold, code, context, esc, fill, join, menu, option
from bot.ids import Action
from diagnostics.model.trace import VerdictClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.blocks.diagnosis import Told
    from diagnostics.model.network import Subnet
    from diagnostics.model.words import Lang

#: What is listed first where many were asked about.
GRAVEST = (VerdictClass.BLOCKED, VerdictClass.PUBLIC, VerdictClass.MIXED, VerdictClass.UNKNOWN, VerdictClass.ELSEWHERE)
#: Subnets listed one by one when many were asked about; the rest can be picked from the menu.
ROWS = 25
#: Subnets in a menu.
CHOICES = 100


def several(told: Sequence[Told], source: str, to: str) -> list[Json]:
    """Give many subnets at once: a line each, the worst first, and a menu to look closer."""
    lang = told[0].lang
    worst = sorted(told, key=lambda one: (_rank(one.diagnosis.verdict_class), names(one.diagnosis)[0]))
    lines = [_row(one) for one in worst[:ROWS]]
    if len(worst) > ROWS:
        lines.append(fill(wording.MORE_ROWS, lang, count=esc(str(len(worst) - ROWS))))
    subnets = {one.diagnosis.case.subnet.id: one.diagnosis.case.subnet for one in worst}
    title = fill(wording.MANY, lang, source=code(source), to=code(to), count=esc(str(len(told))))
    return [*sections(join((title, *lines), "\n")), *subnet_menu(subnets.values(), lang)]


def _rank(group: VerdictClass) -> int:
    return GRAVEST.index(group) if group in GRAVEST else len(GRAVEST)


def _row(told: Told) -> Mrkdwn:
    subnet = told.diagnosis.case.subnet
    sign = Mrkdwn(SIGNS[told.diagnosis.verdict_class])
    source, to = names(told.diagnosis)
    name = join((bold(source), code(subnet.id)), " ") if source != subnet.id and subnet.id else code(source)
    return join((sign, name, join((esc("→ "), code(to))), esc(told.explanation.verdict_name)), "  ")


def subnet_menu(subnets: Iterable[Subnet], lang: Lang, near: Sequence[str] = ()) -> list[Json]:
    """Give a menu of subnets by Availability Zone, `near` names before them; none where there is nothing to choose.

    Beyond `CHOICES` a menu is no help, and Slack refuses the message: whoever wants another subnet writes its name.
    """
    groups: dict[str, list[Json]] = {}
    if near:
        groups[wording.NEAR_NAMES.say(lang)] = [option(name, name) for name in near]
    every = sorted((one for one in subnets if one.id), key=lambda one: (one.az, one.name, one.id))
    for subnet in every[:CHOICES]:
        label = f"{subnet.name} ({subnet.id})" if subnet.name else subnet.id
        groups.setdefault(subnet.az or "-", []).append(option(label, subnet.id))
    if not groups:
        return []
    row = actions(menu(Action.SHOW_SUBNET, wording.PICK_SUBNET.say(lang), list(groups.items())))
    left = len(every) - CHOICES
    if left <= 0:
        return [row]
    return [row, context(fill(wording.MENU_CUT, lang, shown=esc(str(CHOICES)), left=esc(str(left))))]
