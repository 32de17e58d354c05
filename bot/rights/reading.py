"""The policy file, read: every mistake is told with its line, and with what to write instead."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.rights.policy import Account, Grant, Policy
from diagnostics.collect.references import HOW, reference
from knowledge.schema import ID, items, mapping, mapping_of_any, text
from knowledge.store import KnowledgeError, Node, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable

#: What people can type, and every message can show.
LONGEST_NAME = 40
PEOPLE = ("users", "groups", "channels")
_ACCOUNT_ID = re.compile(r"\d{12}", re.ASCII)
#: "arn:partition:iam::account:role/role-name-with-path":
#: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
_ROLE = re.compile(r"arn:aws(?:-cn|-us-gov)?:iam::(\d{12}):role/[\w+=,.@/-]+", re.ASCII)
_REGION = re.compile(r"[a-z]{2,}(?:-[a-z]+)+-\d", re.ASCII)
#: What the Regions of AWS's other partitions begin with.
_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}
_WORKSPACE = re.compile(r"T[A-Z0-9]{2,}")
#: What Slack's ids begin with, and where a person finds them.
_IDS = {
    "users": (re.compile(r"[UW][A-Z0-9]{2,}"), "the member id (“Copy member ID” in their profile), such as U012AB3CD"),
    "groups": (re.compile(r"S[A-Z0-9]{2,}"), "the user group's id (the end of its page's address), such as S012AB3CD"),
    "channels": (
        re.compile(r"[CG][A-Z0-9]{2,}"),
        "the channel's id (at the end of its details), such as C012AB3CD",
    ),
}


def read_policy(file: Traversable, name: str) -> Policy:
    """Give the policy that a file holds.

    Raises:
        KnowledgeError: it cannot be read, or something in it is wrong; the first mistake.
    """
    found: list[KnowledgeError] = []
    policy = _read(_root(file, name), found)
    if found:
        raise found[0]
    return policy


def mistakes(file: Traversable, name: str) -> tuple[KnowledgeError, ...]:
    """Give all that is wrong with a policy file; nothing where it can be served."""
    found: list[KnowledgeError] = []
    with _noted(found):
        _read(_root(file, name), found)
    return tuple(found)


def _root(file: Traversable, name: str) -> Node:
    try:
        return read_yaml(file, name)
    except KnowledgeError as error:
        if error.message.startswith("is empty"):
            raise KnowledgeError(name, error.line, "is empty; write accounts and grants, as in docs/policy.md") from error
        raise


def _read(root: Node, found: list[KnowledgeError]) -> Policy:
    """Give what is right in the file; what is wrong is noted, so that all of it can be told at once."""
    fields = mapping(root, "the file", ("accounts", "grants"), ("shown_in",))
    declared = mapping_of_any(fields["accounts"], "accounts")
    accounts: dict[str, Account] = {}
    for name, node in declared.items():
        with _noted(found):
            accounts[name] = _another(_account(name, node), accounts.values(), node)
    grants: list[Grant] = []
    for node in items(fields["grants"], "grants"):
        with _noted(found):
            grants.append(_grant(node, accounts, declared.keys()))
    shown_in: frozenset[str] = frozenset()
    if "shown_in" in fields:
        with _noted(found):
            shown_in = _ids(fields["shown_in"], "shown_in", "channels")
    return Policy(accounts=accounts, grants=tuple(grants), shown_in=shown_in)


@contextmanager
def _noted(found: list[KnowledgeError]) -> Iterator[None]:
    try:
        yield
    except KnowledgeError as error:
        found.append(error)


def _account(name: str, node: Node) -> Account:
    if not ID.fullmatch(name) or len(name) > LONGEST_NAME:
        short = f"lower-case letters, digits and hyphens, {LONGEST_NAME} at most, such as prod"
        node.refuse(f'calls an account "{name}"; write {short}')
    if _REGION.fullmatch(name):
        node.refuse(f'calls an account "{name}", which people would take for the Region; write another name, such as prod')
    fields = mapping(node, f"accounts.{name}", ("regions",), ("id", "role", "external_id"))
    number = _matching(fields["id"], "id", _ACCOUNT_ID, "the account's 12 digits") if "id" in fields else ""
    role = external_id = ""
    if "role" in fields:
        arn = "the ARN of a role, such as arn:aws:iam::111122223333:role/routelore"
        role = _matching(fields["role"], "role", _ROLE, arn)
        owner = role.split(":")[4]
        if number and owner != number:
            fields["role"].refuse(f'has a role of the account {owner} in "{name}", which is {number}; correct one of them')
        number = owner
    if "external_id" in fields:
        external_id = _kept_elsewhere(fields["external_id"])
        if not role:
            fields["external_id"].refuse(f'has an "external_id" in "{name}", which has no role; add the role or drop it')
    if _ACCOUNT_ID.fullmatch(name) and name != number:
        node.refuse(f'calls an account "{name}", which is {number or "perhaps another"}; write a name that is no number')
    regions = _regions(fields["regions"])
    if role:
        _of_its_partition(role, regions, fields["regions"])
    return Account(name=name, id=number, role=role, external_id=external_id, regions=regions)


def _of_its_partition(role: str, regions: Iterable[str], node: Node) -> None:
    """Refuse Regions that a role does not reach: each partition of AWS has its own.

    — https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
    """
    partition = role.split(":")[1]
    for region in regions:
        its = next((one for start, one in _PARTITIONS.items() if region.startswith(start)), "aws")
        if its != partition:
            node.refuse(
                f'has "{region}", which is in the partition {its}, beside a role of {partition}; correct one of them'
            )


def _another(account: Account, before: Iterable[Account], node: Node) -> Account:
    """Give an account that is none of those before it."""
    for one in before:
        if account.id and account.id == one.id:
            node.refuse(f'has the account {account.id} as "{one.name}" and as "{account.name}"; keep one of them')
        if not account.role and not one.role:
            node.refuse(
                f'has two accounts without a role, "{one.name}" and "{account.name}"; '
                "boto3's own settings name one account, so write a role for the other"
            )
    return account


def _kept_elsewhere(node: Node) -> str:
    if (found := reference(text(node, "external_id"))) is None:
        node.refuse(f'has an "external_id" that is no reference to where it is kept; {HOW}')
    return str(found)


def _regions(node: Node) -> tuple[str, ...]:
    found = [_matching(one, "regions", _REGION, "a Region, such as ap-northeast-2") for one in items(node, "regions", 1)]
    for at, one in enumerate(found):
        if one in found[:at]:
            node.refuse(f'has "{one}" twice in "regions"; keep one of them')
    return tuple(found)


def _grant(node: Node, accounts: Mapping[str, Account], declared: Iterable[str]) -> Grant:
    fields = mapping(node, "a grant", ("to", "accounts"), ("regions", "workspace"))
    people = _people(fields["to"])
    names: list[str] = []
    for one in items(fields["accounts"], "accounts", 1):
        if (name := text(one, "accounts")) not in declared:
            one.refuse(f'grants "{name}", which is no account of the file; {_known(declared)}')
        names.append(name)
    regions = _regions(fields["regions"]) if "regions" in fields else ()
    for name in names:
        if regions and name in accounts and set(regions).isdisjoint(accounts[name].regions):
            read = ", ".join(accounts[name].regions)
            fields["regions"].refuse(f'leaves nothing of "{name}", of which {read} is read; add a Region or drop it')
    everywhere = {region for name in names if name in accounts for region in accounts[name].regions}
    for region in regions:
        if region not in everywhere and all(name in accounts for name in names):
            fields["regions"].refuse(f'grants "{region}", which none of the accounts has; add it to the account or drop it')
    own = "the workspace's id (in the address of Slack in a browser), such as T012AB3CD"
    workspace = _matching(fields["workspace"], "workspace", _WORKSPACE, own) if "workspace" in fields else ""
    return Grant(**people, workspace=workspace, accounts=tuple(dict.fromkeys(names)), regions=regions)


def _known(declared: Iterable[str]) -> str:
    names = ", ".join(declared)
    return f"the accounts are {names}" if names else "declare it under accounts"


def _people(node: Node) -> dict[str, frozenset[str]]:
    if isinstance(node.value, str | tuple):
        node.refuse(f'has no lists in "to"; write a mapping with {", ".join(PEOPLE)}')
    fields = mapping(node, "to", (), PEOPLE)
    found = {kind: _ids(fields[kind], f"to.{kind}", kind) for kind in PEOPLE if kind in fields}
    if not any(found.values()):
        node.refuse(f"is a grant to nobody; name somebody under {', '.join(PEOPLE)}")
    return found


def _ids(node: Node, what: str, kind: str) -> frozenset[str]:
    """Give Slack ids of one kind; a name is no id, for names can be taken by others."""
    form, instead = _IDS[kind]
    found: list[str] = []
    for one in items(node, what):
        said = text(one, what)
        if not form.fullmatch(said):
            other = next((name for name, (its, _) in _IDS.items() if its.fullmatch(said)), "")
            of_another = f'has "{said}" in "{what}", which is an id for {other}; move it there'
            one.refuse(of_another if other else f'has "{said}" in "{what}"; write {instead}')
        found.append(said)
    return frozenset(found)


def _matching(node: Node, what: str, form: re.Pattern[str], instead: str) -> str:
    said = text(node, what)
    if not form.fullmatch(said):
        node.refuse(f'has "{said}" as "{what}"; write {instead}')
    return said
