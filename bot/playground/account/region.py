"""moto as one Region of the sample account: what departures ask it, and what they keep in mind about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.playground.account.wire import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element


class Ask(Protocol):
    """A call of EC2 that goes straight to moto."""

    def __call__(self, region: str, action: str, params: Mapping[str, str]) -> Element:
        """Give moto's answer; raises `RefusedError` where moto refuses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointSettings:
    """What was asked of an endpoint that moto does not keep."""

    private_dns: bool = True
    inbound_only: bool = True
    record_ip_type: str = ""
    ip_address_type: str = "ipv4"


@dataclass(slots=True)
class Region:
    """One Region: its moto, and the little that moto forgets."""

    name: str
    account: str
    moto: Ask
    default_dhcp_options: str = ""
    list_ids: dict[str, str] = field(default_factory=dict)
    settings: dict[str, EndpointSettings] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    public_addresses: int = 0

    def ask(self, action: str, params: Mapping[str, str] | None = None) -> Element:
        """Give moto's own answer to a call."""
        return self.moto(self.name, action, params or {})

    def rows(self, action: str, many: str, params: Mapping[str, str] | None = None) -> list[Element]:
        """Give the rows of moto's own answer to a describing call."""
        return rows(self.ask(action, params), many)


@dataclass(slots=True)
class Exchange:
    """A call on its way through the departures: its fields, where it is asked, and the answer once there is one."""

    action: str
    params: dict[str, str]
    region: Region
    answer: Element | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """One thing in which moto departs from AWS, and the steps that restore AWS's behaviour.

    `first` is done once a Region; `request` sees the call before moto does and may change or refuse it; `instead` answers a
    call that moto does not know; `answer` changes what moto said. Without `actions` the steps see every call.
    """

    name: str
    actions: tuple[str, ...] = ()
    first: Callable[[Region], None] | None = None
    request: Callable[[Exchange], None] | None = None
    instead: Callable[[Exchange], None] | None = None
    answer: Callable[[Exchange], None] | None = None

    def sees(self, action: str) -> bool:
        """Say whether the departure shows in a call."""
        return not self.actions or action in self.actions
