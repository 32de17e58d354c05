"""Which call a file of a saved snapshot answers: by its name, or by what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.collect.calls import CALLS, IDENTITY, SAVED_CALLS, Call, call_of

if TYPE_CHECKING:
    from diagnostics.collect.answers import Body

_LISTS, _MANAGED = "describe-prefix-lists", "describe-managed-prefix-lists"
#: How the ids begin that calls are about and answers do not repeat.
_STARTS = {
    "PrefixListId": "pl-",
    "VPCId": "vpc-",
    "HostedZoneId": "Z",
    "ProfileId": "rp-",
    "FirewallRuleGroupId": "rslvr-frg-",
    "FirewallDomainListId": "rslvr-fdl-",
    "ResolverEndpointId": "rslvr-in-",
    "TransitGatewayRouteTableId": "tgw-rtb-",
    "NatGatewayId": "nat-",
}
#: What holds a policy does not say whose it is; and `Name` alone says nothing.
_TOLD_BY_NAME_ONLY = frozenset({"get-bucket-policy", "get-access-point", "get-access-point-policy"})
_MANAGED_MEMBERS = frozenset({"PrefixListArn", "OwnerId", "MaxEntries", "Version", "AddressFamily"})


def key_by_name(stem: str) -> str | None:
    """Give the call key that a file name without its ending stands for, or None where no call has that name."""
    word, _, rest = stem.partition(".")
    for call in (*CALLS, *SAVED_CALLS):
        if call.word == word and _fits(call, rest):
            return stem
    return None


def _fits(call: Call, rest: str) -> bool:
    if call.attribute:
        subject, _, attribute = rest.rpartition(".")
        return bool(subject) and attribute == call.attribute
    if call.subject_in_list:
        return True  # whoever saves it by hand lists what the Region has, and names none
    return bool(rest) if call.subject_as else not rest or call in SAVED_CALLS


def key_by_content(body: Body, stem: str) -> str | None:
    """Give the call key that an answer's own members tell, or None. `stem` may hold the id that the answer leaves out."""
    for call in CALLS:
        if call.result not in body or call is IDENTITY or call.word in _TOLD_BY_NAME_ONLY:
            continue
        if not call.subject_as or call.subject_in_list:
            return call.key()
        if subject := _subject(call, body, stem):
            return call.key(subject)
    return None


def _subject(call: Call, body: Body, stem: str) -> str:
    """Give the id that an answer is about; AWS repeats only a VPC's, a function's name and a bucket's ARN."""
    repeated = "VpcId" if call.attribute else {"FunctionName": "FunctionName", "Bucket": "BucketArn"}.get(call.subject_as)
    if repeated:
        said = body.get(repeated)
        return said.rpartition(":")[2] if isinstance(said, str) else ""
    starts = _STARTS[call.subject_as]
    return next((part for part in stem.replace("_", ".").split(".") if part.startswith(starts)), "")


def keys_by_rows(key: str | None, body: Body, *, named: bool) -> dict[str, Body]:
    """Give the answer by its call key; nothing where it lacks what the call answers with.

    Two calls answer with `PrefixLists`: where the file's name does not say which, each row tells by its members.
    """
    if key is None:
        return {}
    if key in {_LISTS, _MANAGED} and not named and isinstance(rows := body.get("PrefixLists"), list):
        managed = [row for row in rows if isinstance(row, dict) and _MANAGED_MEMBERS & row.keys()]
        plain = [row for row in rows if row not in managed]
        split = {_MANAGED: managed, _LISTS: plain}
        return {own: {"PrefixLists": part} for own, part in split.items() if part} or {_LISTS: {"PrefixLists": []}}
    return {key: body} if _answers(key, body) else {}


def _answers(key: str, body: Body) -> bool:
    word, _, rest = key.partition(".")
    attribute = rest.rpartition(".")[2] if word == "describe-vpc-attribute" else ""
    call = call_of(word, attribute)
    return call in SAVED_CALLS or call.result in body
