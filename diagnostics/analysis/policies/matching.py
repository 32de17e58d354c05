"""Whether a statement applies to a request, element by element, so that one can say which element decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.caller import CallerKind, accounts, everyone, excepts, names
from diagnostics.analysis.policies.conditions import hold
from diagnostics.analysis.policies.document import Effect
from diagnostics.analysis.policies.patterns import Span, covers, covers_arn, expand, glob, lowered
from diagnostics.analysis.policies.truth import Truth, Unknown, every, opposite, some

if TYPE_CHECKING:
    from diagnostics.analysis.policies.conditions import Held
    from diagnostics.analysis.policies.document import Statement
    from diagnostics.analysis.policies.request import Operation, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A statement held against one operation of a request; `at_gateway` where it is of a gateway endpoint's policy."""

    statement: Statement
    operation: Operation
    at_gateway: bool
    principal: Truth
    action: Truth
    resource: Truth
    conditions: tuple[Held, ...]

    @property
    def truth(self) -> Truth:
        """Say whether the statement applies; an element that we cannot read leaves it open where the others apply."""
        unread = Unknown(tuple(f"element:{e}" for e in self.statement.unread)) if self.statement.unread else True
        return every((self.principal, self.action, self.resource, *(c.truth for c in self.conditions), unread))

    @property
    def failing(self) -> str:
        """Name the first element that keeps the statement from applying, or "" where none does."""
        elements = {
            "Principal": self.principal,
            "Action": self.action,
            "Resource": self.resource,
            "Condition": every(c.truth for c in self.conditions),
        }
        return next((name for name, truth in elements.items() if truth is False), "")


def match(
    statement: Statement,
    operation: Operation,
    resource: Span,
    request: Request,
    *,
    variables: bool,
    at_gateway: bool = False,
) -> Match:
    """Hold a statement against an operation on the resource, by whichever of its names the policy is asked about."""
    return Match(
        statement=statement,
        operation=operation,
        at_gateway=at_gateway,
        principal=_principal(statement, request, at_gateway=at_gateway),
        action=_action(statement, operation.action),
        resource=_resource(statement, resource, request, variables=variables),
        conditions=tuple(hold(c, request.context, variables=variables) for c in statement.conditions),
    )


def _principal(statement: Statement, request: Request, *, at_gateway: bool) -> Truth:
    if statement.not_principals is not None:
        return excepts(statement.not_principals, request.caller)
    if statement.principals is None:
        return True  # its absence is among what could not be read
    named = names(statement.principals, request.caller)
    if not at_gateway or everyone(statement.principals):
        return named
    return _at_gateway_endpoint(statement, named, request)


def _at_gateway_endpoint(statement: Statement, named: Truth, request: Request) -> Truth:
    """Read the principals of a gateway endpoint's policy, which have to be "*" to mean more than a root user.

    For a gateway endpoint, AWS asks for the aws:PrincipalArn condition key to grant access to a principal: an account
    given as the principal, by its id or its root's ARN, stands for its root user only. What a Deny with such a principal
    does is not said.
    — https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway
    """
    if statement.effect is Effect.DENY:
        return False if named is False else Unknown(("gateway principal",))
    root = request.caller is not None and request.caller.kind is CallerKind.ROOT
    return root and request.caller is not None and request.caller.account in accounts(statement.principals or ())


def _action(statement: Statement, action: Span) -> Truth:
    """Hold the actions against the request's.

    "The prefix and the action name are case insensitive."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
    """
    wanted = Span(action.known.lower(), action.want)
    if statement.actions is not None:
        return some(covers(lowered(glob(a)), wanted) for a in statement.actions)
    if statement.not_actions is not None:
        return opposite(some(covers(lowered(glob(a)), wanted) for a in statement.not_actions))
    return True


def _resource(statement: Statement, resource: Span, request: Request, *, variables: bool) -> Truth:
    """Hold the resources against the request's.

    "If a variable that has no value … is used as part of the Resource or NotResource element of a policy, the resource
    that includes a policy variable with no value will not match any resource."
    — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
    """

    def applies(written: str) -> Truth:
        pattern = expand(written, request.context, wild=True, variables=variables)
        if pattern is None:
            return False
        return pattern if isinstance(pattern, Unknown) else covers_arn(pattern, resource)

    if statement.resources is not None:
        return some(applies(r) for r in statement.resources)
    if statement.not_resources is not None:
        return opposite(some(applies(r) for r in statement.not_resources))
    return True
