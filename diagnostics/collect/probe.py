"""A short try of an account: who one is there, and which of the calls would be refused, with one page asked of each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diagnostics.collect.answers import Meaning, Refusal
from diagnostics.collect.calls import CALLS, IDENTITY, Call, When
from diagnostics.collect.connection import AT_ONCE, Connection
from diagnostics.collect.faults import CALL_ERRORS, all_refused, ends_it_all, refusal_of, told_all_the_same

if TYPE_CHECKING:
    from botocore.client import BaseClient
    from botocore.model import OperationModel

    from diagnostics.collect.roles import Role

#: How the operations call the size of a page.
_PAGE_SIZES = ("MaxResults", "MaxItems", "maxResults", "MaxRecords")


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a short try of an account showed.

    `denied` are the permissions that lack; `failed` the calls that broke in another way, each with AWS's code. `untried` are
    the permissions whose calls are about one thing that only a question or another answer names.
    """

    account: str
    principal: str
    region: str
    denied: tuple[str, ...]
    failed: tuple[str, ...]
    untried: tuple[str, ...]


def probe(*, profile: str | None = None, region: str | None = None, role: Role | None = None) -> Probe:
    """Ask one page of every call that a diagnosis always makes; nothing is kept but whether it was allowed.

    Raises:
        AccessError: nobody is let in with these credentials, or the role may not be assumed.
        ServiceError: AWS cannot be reached.
        AskerError: no Region, or none that there is.
    """
    connection = Connection(profile=profile, region=region, role=role)
    try:
        return _probed(connection)
    finally:
        connection.close()


def _probed(connection: Connection) -> Probe:
    tried = [call for call in CALLS if call.when is When.ALWAYS]
    clients = {call.service: connection.client(call.service) for call in tried}  # made here, before the threads
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="probe") as pool:
        under_way = {call: pool.submit(copy_context().run, _try, connection, clients[call.service], call) for call in tried}
        said = {call: one.result() for call, one in under_way.items()}
    who = said[IDENTITY]
    refused = {call: answer for call, answer in said.items() if isinstance(answer, Refusal)}
    denied = tuple(sorted({call.action for call, refusal in refused.items() if refusal.meaning is Meaning.DENIED}))
    principal = "" if isinstance(who, Refusal) else str(who.get("Arn") or "")
    core = {call: refusal for call, refusal in refused.items() if call.core}
    if len(core) == sum(call.core for call in CALLS):
        raise all_refused(core, denied, principal, connection)
    seldom = {call.action for call in CALLS if call.when in {When.TOUCHED, When.ASKED}}
    return Probe(
        account="" if isinstance(who, Refusal) else str(who.get("Account") or ""),
        principal=principal,
        region=connection.region,
        denied=denied,
        failed=tuple(
            sorted(
                f"{call.action} ({refusal.code})" for call, refusal in refused.items() if refusal.meaning is Meaning.FAILED
            )
        ),
        untried=tuple(sorted(seldom - {call.action for call in tried})),
    )


def _try(connection: Connection, client: BaseClient, call: Call) -> dict[str, Any] | Refusal:
    arguments = call.arguments(subject="", region=connection.region, vpc_id=None)
    try:
        answer: dict[str, Any] = getattr(client, call.method)(**{**arguments, **_small_page(client, call)})
    except CALL_ERRORS as trouble:
        if (end := ends_it_all(trouble, call, connection)) is not None:
            raise end from trouble
        told = told_all_the_same(trouble)
        return refusal_of(trouble) if told is None else told
    return answer


def _small_page(client: BaseClient, call: Call) -> dict[str, Any]:
    """Give the argument that asks for the smallest page that the operation allows; none where it has no pages."""
    operation: OperationModel = client.meta.service_model.operation_model(call.operation)
    members = operation.input_shape.members if operation.input_shape is not None else {}
    size = next((name for name in _PAGE_SIZES if name in members), None)
    if size is None:
        return {}
    least = max(5, int(members[size].metadata.get("min", 5)))  # EC2 takes no less than 5, and says so in words alone
    return {size: str(least) if members[size].type_name == "string" else least}
