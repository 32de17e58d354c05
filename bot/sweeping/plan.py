"""What a sweep is to read: each account in each Region within reach, of those that were named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.phrases import sweeps as words
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.rights.policy import Reach

REGION = re.compile(r"[a-z]{2,}(?:-[a-z]+)+-\d", re.ASCII)
#: More parts than anybody's organisation has; a plan is kept row by row.
MOST = 5000


class PlanError(Exception):
    """There is nothing to sweep as it was asked for; `words` say why, and what to write instead."""

    def __init__(self, said: Words) -> None:
        """Keep the sentence in both languages."""
        super().__init__(said.en)
        self.words = said


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """An account, by the policy's name of it, in a Region; both are empty where boto3's own settings say which."""

    account: str
    region: str


def plan(reaches: Sequence[Reach], *, accounts: Iterable[str] = (), regions: Iterable[str] = ()) -> tuple[Spot, ...]:
    """Give each account in each Region of these, only the named ones where some are named; accounts go by name or number.

    Raises:
        PlanError: an account or a Region that was named is not within reach, or there is nothing at all.
    """
    named, within = tuple(dict.fromkeys(accounts)), tuple(dict.fromkeys(regions))
    for name in named:
        if not any(_is(reach, name) for reach in reaches):
            raise PlanError(_filled(words.NO_ACCOUNT, account=name, known=_known(one.account.name for one in reaches)))
    chosen = [reach for reach in reaches if not named or any(_is(reach, name) for name in named)]
    for region in within:
        if not REGION.fullmatch(region):
            raise PlanError(_filled(words.NO_SUCH_REGION, region=region))
        if not any(not reach.regions or region in reach.regions for reach in chosen):
            raise PlanError(_filled(words.NO_REGION, region=region, known=_known(_regions(chosen))))
    spots = tuple(dict.fromkeys(spot for reach in chosen for spot in _spots(reach, within)))
    if not spots:
        raise PlanError(words.NOTHING_TO_SWEEP)
    if len(spots) > MOST:
        raise PlanError(_filled(words.TOO_MUCH, count=f"{len(spots):,}", limit=f"{MOST:,}"))
    return spots


def _is(reach: Reach, name: str) -> bool:
    return name in {reach.account.name, reach.account.id} - {""}


def _spots(reach: Reach, within: Sequence[str]) -> Iterator[Spot]:
    regions = reach.regions or within or ("",)
    for region in regions:
        if not within or region in within:
            yield Spot(account=reach.account.name, region=region)


def _regions(reaches: Iterable[Reach]) -> Iterator[str]:
    for reach in reaches:
        yield from reach.regions


def _known(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, names))) or "–"


def _filled(said: Words, **particulars: str) -> Words:
    return Words(ko=said.ko.format(**particulars), en=said.en.format(**particulars))
