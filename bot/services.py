"""The composition root: settings in, the functions that the bot calls out. Everything heavy waits until it is asked for."""

from __future__ import annotations

import os
import threading
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.notes import Notes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.rights.policy import Account
    from diagnostics.collect.answers import Answers
    from diagnostics.collect.aws import AwsCollector
    from diagnostics.glance import Glance
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang

    Progress = Callable[[int, int, str], None]

T = TypeVar("T")
#: More Regions than AWS has.
REGIONS_KEPT = 64


class Draw(Protocol):
    """What draws a diagnosis, and with `after` what becomes of it by `changes`."""

    def __call__(
        self, diagnosis: Diagnosis, lang: Lang, after: Diagnosis | None = None, changes: Sequence[str] = ()
    ) -> Picture:
        """Give the picture; NoPictureError where none can be drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a question names that AWS has to be asked about by itself: buckets and Lambda functions."""

    buckets: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything is named."""
        return bool(self.buckets or self.functions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The account and the Region to read, and in whose name: `asker` is in the session's name where a role is assumed.

    Without a `role`, and without a `region`, those are read that boto3's own settings name. Where the id of the `account`
    is known, answers about another one are refused.
    """

    account: str = ""
    region: str = ""
    role: str = ""
    external_id: str = ""
    asker: str = ""


#: What boto3's own settings name.
OWN = Target()


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What the bot can have done for it.

    `notes` answer questions. `collect` reads the target, with what a question names, and tells its progress
    as (done, of, what); `what` is English, `read_now` says it in the asker's language. `warm` makes ready what the first
    question would wait for, without a call to AWS.
    """

    notes: Notes
    collect: Callable[[Progress, Named, Target], Answers]
    picture: Draw
    warm: Callable[[], None] = lambda: None

    def warm_up(self) -> threading.Thread:
        """Make ready, in a thread of its own, what the first question would wait for; give the thread."""
        thread = threading.Thread(target=self.warm, name="routelore-warm-up", daemon=True)
        thread.start()
        return thread


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and the words that stand for it."""

    png: bytes
    alt: str


class NoPictureError(Exception):
    """Pictures cannot be drawn here: the extra that draws them is not installed."""


def services(notes: Notes | None = None, *, region: str | None = None, profile: str | None = None) -> Services:
    """Give the real services: the team's knowledge base, and the AWS account that boto3's own settings name."""
    asked = Notes() if notes is None else notes

    @lru_cache(maxsize=REGIONS_KEPT)
    def own(its_region: str | None) -> Callable[[], AwsCollector]:
        """Give what opens the account of boto3's own settings, whose clients serve everybody who may have it read."""
        return once(lambda: _aws_collector(its_region, profile))

    def collect(progress: Progress, named: Named, target: Target) -> Answers:
        its_region = target.region or region
        if target.role:
            with closing(_collector_through(target, its_region, profile)) as of_this_request:
                answers = of_this_request.collect(progress=progress, bucket=named.buckets, function=named.functions)
        else:
            answers = own(its_region)().collect(progress=progress, bucket=named.buckets, function=named.functions)
        return _of_the_account(answers, target)

    return Services(
        notes=asked,
        collect=collect,
        picture=picture,
        warm=lambda: _warm(asked, own(region)),
    )


def named_in(sources: Iterable[str], to: Iterable[str]) -> Named:
    """Give the buckets and functions that have to be looked up before these ways can be diagnosed for certain.

    Raises:
        AskerError: `unreadable-destination`.
    """
    from diagnostics.analysis.destinations import bucket_named
    from diagnostics.analysis.sources import function_named

    return Named(
        buckets=tuple(dict.fromkeys(bucket for one in to if (bucket := bucket_named(one)))),
        functions=tuple(dict.fromkeys(function for one in sources if (function := function_named(one)))),
    )


def not_in(snapshot: Snapshot, named: Named) -> Named:
    """Give what is named that nobody looked up when the snapshot was taken; a refused look-up was one, too."""
    asked = {gap.subject for gap in snapshot.gaps if gap.reason != "not-collected"}
    return Named(
        buckets=tuple(
            one
            for one in named.buckets
            if one not in snapshot.buckets
            and (name := one.rpartition("/")[2]) not in asked  # an access point is named by its ARN
            and name not in snapshot.access_points
        ),
        functions=tuple(one for one in named.functions if one not in snapshot.functions and one not in asked),
    )


def read_now(what: str, lang: Lang) -> str:
    """Give what a collector says that it is reading, in the asker's language."""
    from diagnostics.explain.unseen import shown_by

    return shown_by(_calls().get(what, ""), what, lang)


@cache
def _calls() -> dict[str, str]:
    """Give the call that shows each thing."""
    from diagnostics.collect.calls import CALLS

    return {call.hides: call.action for call in CALLS}


def once(make: Callable[[], T]) -> Callable[[], T]:
    """Give a function that makes its value at the first call, and only one even where several threads call first."""
    lock = threading.Lock()
    made = cache(make)

    def locked() -> T:
        with lock:
            return made()

    return locked


_DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def _warm(notes: Notes, collector: Callable[[], AwsCollector]) -> None:
    """Load the notes, the rules and boto3's clients; what cannot be loaded is told to whoever asks first."""
    from diagnostics.changes import kinds_of_change
    from diagnostics.collect.errors import AccessError, ServiceError
    from diagnostics.findings import checks
    from diagnostics.model.flow import AskerError
    from diagnostics.render import svg  # noqa: F401 (to have it loaded is all that is wanted)
    from diagnostics.render.png import PictureUnavailable, rasterise
    from knowledge.store import KnowledgeError

    with suppress(KnowledgeError):
        notes.of()
    with suppress(AccessError, ServiceError, AskerError):
        collector().prepare()
    with suppress(PictureUnavailable):
        rasterise(_DOT, width=1)
    checks()
    kinds_of_change()


def _aws_collector(region: str | None, profile: str | None) -> AwsCollector:
    from bot.telemetry.aws_calls import AwsCalls
    from diagnostics.collect.aws import AwsCollector

    return AwsCollector(region=region, profile=profile, watch=AwsCalls())


def _collector_through(target: Target, region: str | None, profile: str | None) -> AwsCollector:
    """Give a collector for one request, with a role that is assumed in the asker's name; nobody else has its session."""
    from bot.telemetry.aws_calls import AwsCalls
    from diagnostics.collect.aws import AwsCollector
    from diagnostics.collect.roles import Role

    role = Role(arn=target.role, asker=target.asker, external_id=target.external_id)
    return AwsCollector(region=region, profile=profile, role=role, watch=AwsCalls())


def _of_the_account(answers: Answers, target: Target) -> Answers:
    """Give the answers, unless they are about another account than the one that somebody was granted.

    Raises:
        AccessError: `other-account`.
    """
    from diagnostics.collect.errors import AccessError

    if target.account and answers.meta.account != target.account:
        raise AccessError(code="other-account", wanted=target.account, account=answers.meta.account)
    return answers


def target_of(account: Account, region: str, asker: str) -> Target:
    """Give what is to be read for somebody: an account of the policy, in their name, with the external id fetched.

    Raises:
        AccessError: the external id cannot be read where it is kept.
        ServiceError: AWS does not answer just now.
    """
    from diagnostics.collect.references import revealed

    external_id = revealed(account.external_id, os.environ) if account.external_id else ""
    return Target(account=account.id, region=region, role=account.role, external_id=external_id, asker=asker)


def matrix_picture(glance: Glance, lang: Lang) -> Picture:
    """Give the picture of every subnet at a glance.

    Raises:
        NoPictureError: the extra `pictures` is not installed.
    """
    from diagnostics.render import matrix_svg
    from diagnostics.render.png import PictureUnavailable, rasterise

    try:
        return Picture(rasterise(matrix_svg.picture(glance, lang)), matrix_svg.alt_text(glance, lang))
    except PictureUnavailable as error:
        raise NoPictureError from error


def picture(diagnosis: Diagnosis, lang: Lang, after: Diagnosis | None = None, changes: Sequence[str] = ()) -> Picture:
    """Give the picture of a diagnosis; with `after`, of what is and of what would be after the changes.

    Raises:
        NoPictureError: the extra `pictures` is not installed.
    """
    from diagnostics.render import svg
    from diagnostics.render.png import PictureUnavailable, rasterise

    try:
        drawn = svg.picture(diagnosis, lang, after, changes)
        return Picture(rasterise(drawn), svg.alt_text(diagnosis, lang, after, changes))
    except PictureUnavailable as error:
        raise NoPictureError from error
