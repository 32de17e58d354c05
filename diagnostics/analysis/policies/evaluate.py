"""Decisions: whether an endpoint's or a resource's policy lets a request through, and by which statement.

"An explicit deny in any policy overrides any allows"; "an implicit denial occurs when there is no applicable Deny statement
but also no applicable Allow statement".
— https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from diagnostics.analysis.policies.context import Standing, found
from diagnostics.analysis.policies.document import Effect
from diagnostics.analysis.policies.matching import match
from diagnostics.analysis.policies.request import Via
from diagnostics.analysis.policies.truth import Truth, Unknown, wants_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnostics.analysis.policies.document import Policy
    from diagnostics.analysis.policies.matching import Match
    from diagnostics.analysis.policies.patterns import Span
    from diagnostics.analysis.policies.request import Operation, Request

#: Whose policy is asked: a bucket's, or an access point's, in which the bucket has another name.
Kind = Literal["bucket", "access-point"]


class Ground(StrEnum):
    """Why a request is let through."""

    STATEMENT = "statement"
    NO_POLICY = "no policy"
    NOT_DENIED = "not denied"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """The request gets through: by a statement, for want of a policy, or because nothing in this policy forbids it.

    `but` holds the operations for which this is not so, or cannot be told.
    """

    ground: Ground
    by: Match | None = None
    but: tuple[Denied | Undecided, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """The request is refused: by a Deny statement (`by`), or because no Allow statement applies.

    `misses` are the Allow statements that do not apply, the closest first. `origin` is the VPC that an access point takes
    requests from, where that is what refuses it.
    """

    operation: Operation | None = None
    by: Match | None = None
    misses: tuple[Match, ...] = ()
    origin: str = ""

    @property
    def explicit(self) -> bool:
        """Say whether a statement denies it, rather than none allowing it."""
        return self.by is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """Whether the request gets through depends on what is not known: `wants` names it, `by` the statements that ask for it.

    `but` holds the operations that are refused whatever it is.
    """

    wants: tuple[str, ...]
    operation: Operation | None = None
    by: tuple[Match, ...] = ()
    but: tuple[Denied, ...] = ()


Decision = Allowed | Denied | Undecided


def endpoint_decision(policy: Policy | None, request: Request) -> Decision:
    """Decide whether an endpoint's policy lets a request through; None where the endpoint has no policy.

    "If an AWS service doesn't support endpoint policies, we allow full access to any endpoint for the service."
    — https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    By an access point: "Requests from your VPC to Amazon S3 only succeed through an access point if the VPC endpoint policy
    grants access to both the access point and the underlying bucket."
    — https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html
    """
    if policy is None:
        return Allowed(ground=Ground.NO_POLICY)
    asked = _Asked(policy, request, at_gateway=request.via is Via.GATEWAY_ENDPOINT)
    return _decide(asked, lambda o: (o.resource, o.by_access_point) if o.by_access_point else (o.resource,))


def resource_decision(
    policy: Policy | None, request: Request, *, same_account: bool | None = None, kind: Kind = "bucket"
) -> Decision:
    """Decide whether a bucket's or an access point's policy lets a request through; None where it has no policy.

    Where the caller is of the resource's account, or is not named, a policy that does not grant does not refuse either:
    "If an action is allowed by an identity-based policy, a resource-based policy, or both, then AWS allows the action."
    A caller of another account needs both.
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
    """
    needs_grant = same_account is False
    if policy is None:
        nobody = Denied(operation=request.operations[0])
        return nobody if needs_grant else Allowed(ground=Ground.NO_POLICY)
    at_point = kind == "access-point"
    asked = _Asked(policy, request, needs_grant=needs_grant)
    return _decide(asked, lambda o: (o.by_access_point if at_point and o.by_access_point else o.resource,))


def origin_decision(vpc_id: str, request: Request) -> Decision:
    """Decide whether an access point that is bound to a VPC takes a request; "" where it is bound to none.

    "Amazon S3 rejects any request made to the access point that doesn't originate from that VPC."
    — https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html
    """
    known = found(request.context, "aws:SourceVpc")
    if not vpc_id or (known.standing is Standing.SET and known.values == (vpc_id,)):
        return Allowed(ground=Ground.ORIGIN)
    if known.standing in {Standing.SET, Standing.ABSENT}:
        return Denied(operation=request.operations[0], origin=vpc_id)
    return Undecided(wants=("aws:SourceVpc",))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A policy asked about a request: whether it has to grant it, and whether it is a gateway endpoint's."""

    policy: Policy
    request: Request
    needs_grant: bool = True
    at_gateway: bool = False


def _decide(asked: _Asked, resources: Callable[[Operation], tuple[Span, ...]]) -> Decision:
    """Decide each operation, on all its resources, and put the operations together."""
    if asked.policy.trouble:
        return Undecided(wants=("unreadable",))
    decided = [_all_of([_on(asked, o, resource) for resource in resources(o)]) for o in asked.request.operations]
    return _any_of(decided)


def _on(asked: _Asked, operation: Operation, resource: Span) -> Decision:
    """Decide one operation on one resource: a deny first, then an allow, then what would have to be known."""
    policy, request = asked.policy, asked.request
    matches = [
        match(s, operation, resource, request, variables=policy.has_variables, at_gateway=asked.at_gateway)
        for s in policy.statements
    ]
    denies = [m for m in matches if m.statement.effect is Effect.DENY]
    allows = [m for m in matches if m.statement.effect is Effect.ALLOW]
    if (by := _applying(denies)) is not None:
        return Denied(operation=operation, by=by)
    open_denies = [m for m in denies if isinstance(m.truth, Unknown)]
    granted = _applying(allows)
    if granted is not None or not asked.needs_grant:
        if open_denies:
            return _undecided(operation, open_denies)
        return Allowed(ground=Ground.STATEMENT if granted else Ground.NOT_DENIED, by=granted)
    if open_allows := [m for m in allows if isinstance(m.truth, Unknown)]:
        return _undecided(operation, [*open_denies, *open_allows])
    return Denied(operation=operation, misses=tuple(sorted(allows, key=_closeness, reverse=True)))


def _applying(matches: list[Match]) -> Match | None:
    return next((m for m in matches if m.truth is True), None)


def _undecided(operation: Operation, open_ones: list[Match]) -> Undecided:
    return Undecided(operation=operation, wants=wants_of(m.truth for m in open_ones), by=tuple(open_ones))


def _closeness(missed: Match) -> int:
    """Count how much of a statement applies, so that the one that nearly does is named first."""
    met: tuple[Truth, ...] = (missed.principal, missed.action, missed.resource)
    return sum(m is not False for m in met)


def _all_of(decisions: list[Decision]) -> Decision:
    """Give the decision on an operation that needs all its resources allowed."""
    for kind in (Denied, Undecided):
        if (worst := next((d for d in decisions if isinstance(d, kind)), None)) is not None:
            return worst
    return decisions[0]


def _any_of(decisions: list[Decision]) -> Decision:
    """Give the decision on a request of several operations: one that gets through is enough to say that it does."""
    allowed = [d for d in decisions if isinstance(d, Allowed)]
    denied = [d for d in decisions if isinstance(d, Denied)]
    undecided = [d for d in decisions if isinstance(d, Undecided)]
    if allowed:
        return replace(allowed[0], but=(*denied, *undecided))
    if undecided:
        wants = tuple(dict.fromkeys(want for d in undecided for want in d.wants))
        by = {m.statement: m for d in undecided for m in d.by}
        return Undecided(wants=wants, operation=undecided[0].operation, by=tuple(by.values()), but=tuple(denied))
    return next((d for d in denied if d.explicit), denied[0])
