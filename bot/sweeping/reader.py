"""Reads one part: one collection for the whole Region, then every diagnosis from that snapshot, which is not kept."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rights.policy import Account, named
from bot.services import named_in, target_of
from bot.sweeping.rights import lost
from diagnostics.collect import snapshot_of
from diagnostics.collect.errors import AccessError, ServiceError
from diagnostics.model.flow import AskerError
from diagnostics.sweep.part import NOT_GRANTED, Unseen
from diagnostics.sweep.summary import summarise

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence

    from bot.rights.policy import Policy
    from bot.services import Named, Progress, Target
    from bot.sweeping.plan import Spot
    from diagnostics.collect import Answers
    from diagnostics.sweep.part import Part

#: How long one account may take in one Region; most take a few seconds.
MOST_SECONDS = 240.0
#: What a session is called in CloudTrail where nobody in Slack asked.
AT_A_TERMINAL = "sweep"


class LaterError(Exception):
    """AWS did not answer in a way that could be used; trying again may help. `part` says so where nobody tries again."""

    def __init__(self, part: Unseen) -> None:
        """Keep the part as it is reported if it stays so."""
        super().__init__(part.code)
        self.part = part


class StoppedError(Exception):
    """The reading was told to stop; nothing is wrong with the part."""


def always(_spot: Spot, _asker: str) -> bool:
    """Say that a part may be read."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What reads parts: how AWS is asked, and by which policy an account's name becomes its role.

    `may` says of each part, before it is read, whether its asker may have it read still.
    """

    collect: Callable[[Progress, Named, Target], Answers]
    policy: Callable[[], Policy | None]
    most_seconds: float = MOST_SECONDS
    may: Callable[[Spot, str], bool] = always

    def read(self, spot: Spot, *, to: Sequence[str] = (), asker: str = "", stop: threading.Event | None = None) -> Part:
        """Give what was found, or why it could not be read.

        Raises:
            LaterError: AWS throttles, or does not answer.
            StoppedError: `stop` was set meanwhile.
        """
        held, account, region = self.policy(), spot.account, spot.region
        if not self.may(spot, asker):
            return lost(account, region)
        known = Account() if held is None and not account else None if held is None else named(held, account)
        if known is None:
            return Unseen(account=account, region=region, code=NOT_GRANTED)
        missed = Unseen(account=account, account_id=known.id, region=region, code="")
        try:
            target = target_of(known, region, asker or AT_A_TERMINAL)
            said = self.collect(self._heard(account or known.id, region, stop), named_in((), to), target)
            return summarise(snapshot_of(said), account=account, to=to)
        except ServiceError as error:
            raise LaterError(_because(missed, error)) from error
        except (AccessError, AskerError) as error:
            return _because(missed, error)

    def _heard(self, account: str, region: str, stop: threading.Event | None) -> Progress:
        """Give a listener of the collection that ends it when it has taken too long, or is told to stop."""
        end = time.monotonic() + self.most_seconds

        def heard(_done: int, _total: int, _what: str) -> None:
            if stop is not None and stop.is_set():
                raise StoppedError
            if time.monotonic() > end:
                raise ServiceError(code="timed-out", endpoint=f"{account} {region}".strip(), region=region)

        return heard


def _because(missed: Unseen, error: AccessError | ServiceError | AskerError) -> Unseen:
    return Unseen(
        account=missed.account,
        account_id=missed.account_id,
        region=missed.region,
        code=error.code,
        particulars=dict(error.particulars),
    )
