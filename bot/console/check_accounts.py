"""The AWS part of `routelore check --live`: every account in every Region that somebody is granted, tried at the same time.

An account is tried in each Region by itself: service control policies and VPC endpoints of where this runs differ by Region.
What is the same in several Regions is said once.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.console.live_lines import Line
from bot.console.terminal import Exit, filled
from bot.phrases import live as words
from bot.telemetry.requests import request_id
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.rights.policy import Account, Policy
    from bot.settings import Settings
    from diagnostics.collect.probe import Probe

#: Accounts and Regions that are tried at a time; each asks for six things at once.
AT_ONCE = 4
#: Of so many Regions each has a line of its own where all is well; of more, one line names them.
EACH, NAMED = 5, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """An account in a Region, which is empty where boto3's own settings say which."""

    account: Account
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that showed in a Region: what is said of it, and by what it is `same` as in another Region."""

    said: Words
    particulars: Mapping[str, Words]
    same: str
    region: str
    status: Exit = Exit.FINE
    hint: bool = False


def accounts(settings: Settings) -> Iterator[Line]:
    """Try what the policy grants, or without one boto3's own account, and give the lines, account by account."""
    from bot.rights.policy import OWN
    from bot.rights.reading import read_policy

    if settings.policy is None:
        wanted = [Spot(account=OWN.account, region="")]
    else:
        wanted = list(_granted(read_policy(settings.policy, str(settings.policy))))
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="check") as pool:
        under_way = [(spot, pool.submit(copy_context().run, _tried, spot)) for spot in wanted]
        for account in dict.fromkeys(spot.account.name for spot in wanted):
            each = [one.result() for spot, one in under_way if spot.account.name == account]
            yield from _lines(account, each)


def _granted(policy: Policy) -> Iterator[Spot]:
    """Yield each account in the Regions that somebody is granted; one that nobody is, in all of its own."""
    for account in policy.accounts.values():
        grants = [grant for grant in policy.grants if account.name in grant.accounts]
        within = {region for grant in grants for region in grant.regions or account.regions}
        for region in [one for one in account.regions if one in within] or account.regions or ("",):
            yield Spot(account=account, region=region)


def _tried(spot: Spot) -> tuple[Told, ...]:
    """Give what showed in one Region."""
    from bot.services import target_of
    from diagnostics.collect.errors import AccessError, ServiceError
    from diagnostics.collect.probe import probe
    from diagnostics.collect.roles import Role
    from diagnostics.explain.trouble import trouble
    from diagnostics.model.flow import AskerError

    try:
        target = target_of(spot.account, spot.region, f"check.{request_id()}")
        role = Role(arn=target.role, asker=target.asker, external_id=target.external_id) if target.role else None
        found = probe(region=target.region or None, role=role)
    except (AccessError, ServiceError, AskerError) as error:
        why = Words(ko=trouble(error.code, error.particulars, "ko"), en=trouble(error.code, error.particulars, "en"))
        status = Exit.WRONG_USE if isinstance(error, AskerError) else Exit.UNREACHABLE
        told = Told(said=words.REFUSED, particulars={"why": why}, same=error.code, region=spot.region, status=status)
        return (told,)
    return tuple(_found(spot, found))


def _found(spot: Spot, found: Probe) -> Iterator[Told]:
    region = spot.region or found.region

    def told(said: Words, status: Exit = Exit.FINE, *, hint: bool = False, **particulars: str) -> Told:
        filling = {name: _both(value) for name, value in particulars.items()}
        same = "\n".join((said.en, *particulars.values()))
        return Told(said=said, particulars=filling, same=same, region=region, status=status, hint=hint)

    if spot.account.id and found.account != spot.account.id:
        yield told(words.ACCOUNT_OTHER, Exit.WRONG_USE, wanted=spot.account.id, account=found.account)
    else:
        yield told(words.ACCOUNT, account=found.account, principal=found.principal)
    if found.denied:
        yield told(words.DENIED, Exit.WRONG_USE, actions=", ".join(found.denied))
    if found.failed:
        yield told(words.FAILED, hint=True, calls=", ".join(found.failed))
    if found.untried:
        yield told(words.UNTRIED, hint=True, count=str(len(found.untried)))


def _lines(account: str, each: Sequence[Sequence[Told]]) -> Iterator[Line]:
    """Yield the lines of one account: where it is read, then what is to be said, once for all Regions in which it is so."""
    name: Words = _both(account) if account else words.OWN
    alike: dict[str, list[Told]] = {}
    for told in (told for region in each for told in region):
        alike.setdefault(told.same, []).append(told)
        name = name if account else told.particulars.get("account", name)  # boto3's own is called by its number, once known
    read = [ones for ones in alike.values() if ones[0].said is words.ACCOUNT]
    for ones in read:
        apart = len(ones) <= EACH
        for where in [_both(one.region) for one in ones] if apart else [_regions(ones)]:
            yield _line(ones[0], name, where)
    for ones in alike.values():
        if ones not in read:
            everywhere = len(ones) == len(each)
            yield _line(ones[0], name if everywhere else _in(name, _regions(ones)))


def _regions(ones: Sequence[Told]) -> Words:
    """Name Regions: the first few, and how many more there are."""
    named, more = ", ".join(one.region for one in ones[:NAMED]), len(ones) - NAMED
    return filled(words.AND_MORE, regions=named, count=str(more)) if more > 0 else _both(named)


def _both(text: str) -> Words:
    return Words(ko=text, en=text)


def _in(name: Words, where: Words) -> Words:
    return Words(ko=f"{name.ko} ({where.ko})", en=f"{name.en} ({where.en})")


def _line(told: Told, name: Words, where: Words | None = None) -> Line:
    filling = {**told.particulars, "name": name, **({"region": where} if where is not None else {})}
    said = Words(
        ko=told.said.ko.format(**{key: value.ko for key, value in filling.items()}),
        en=told.said.en.format(**{key: value.en for key, value in filling.items()}),
    )
    return Line(words=said, status=told.status, hint=told.hint)
