"""AWS's own prefix lists: their ids, their CIDRs and their owner."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.playground.account.region import Departure
from bot.playground.account.wire import put, put_rows, rows, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from bot.playground.account.region import Exchange, Region

#: The ids that AWS has given these lists; an id belongs to a Region and a service, and is the same for every account.
AWS_LIST_IDS: Mapping[str, str] = MappingProxyType(
    {
        "com.amazonaws.ap-northeast-2.s3": "pl-78a54011",
        "com.amazonaws.ap-northeast-2.dynamodb": "pl-48a54021",
    },
)
#: A few of the addresses of each list; AWS's own lists are longer and change.
AWS_LIST_CIDRS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "com.amazonaws.ap-northeast-2.s3": (
            "3.5.140.0/22",
            "3.5.144.0/23",
            "52.219.56.0/22",
            "52.219.60.0/23",
            "52.219.144.0/22",
        ),
        "com.amazonaws.ap-northeast-2.dynamodb": ("52.94.6.0/24",),
    },
)


def learn_list_ids(region: Region) -> None:
    """Note which of moto's lists is which of AWS's."""
    for row in region.rows("DescribePrefixLists", "prefixListSet"):
        if known := AWS_LIST_IDS.get(text(row, "prefixListName")):
            region.list_ids[text(row, "prefixListId")] = known


def ask_for_list_ids(exchange: Exchange) -> None:
    """Ask moto for the list that AWS's id means: moto draws new ids every time, AWS's stay the same for ever."""
    own = {known: mine for mine, known in exchange.region.list_ids.items()}
    for name, value in exchange.params.items():
        exchange.params[name] = own.get(value, value)


def answer_list_ids(exchange: Exchange) -> None:
    """Name AWS's lists by AWS's ids wherever an answer names them."""
    for element in _every(exchange.answer):
        if element.text and "pl-" in element.text:
            for mine, known in exchange.region.list_ids.items():
                element.text = element.text.replace(mine, known)


def list_cidrs(exchange: Exchange) -> None:
    """DescribePrefixLists: moto gives names only; AWS gives each list's CIDRs with it."""
    for row in rows(exchange.answer, "prefixListSet"):
        if row.find("cidrSet") is None:
            entries = exchange.region.rows(
                "GetManagedPrefixListEntries", "entrySet", {"PrefixListId": text(row, "prefixListId")}
            )
            cidrs = AWS_LIST_CIDRS.get(text(row, "prefixListName")) or [text(entry, "cidr") for entry in entries]
            put_rows(row, "cidrSet", cidrs)


def list_entries(exchange: Exchange) -> None:
    """GetManagedPrefixListEntries: moto gives us-east-1's addresses in every Region; AWS gives the Region's own."""
    asked = exchange.params.get("PrefixListId", "")
    name = next((n for n, known in AWS_LIST_IDS.items() if exchange.region.list_ids.get(asked) == known), "")
    if cidrs := AWS_LIST_CIDRS.get(name):
        assert exchange.answer is not None
        put_rows(exchange.answer, "entrySet", [{"cidr": cidr} for cidr in cidrs])


def list_owner(exchange: Exchange) -> None:
    """DescribeManagedPrefixLists: moto writes the account in the ARN of AWS's lists as `AWS`, AWS as `aws`."""
    for row in rows(exchange.answer, "prefixListSet"):
        if text(row, "ownerId") == "AWS":
            put(row, "prefixListArn", text(row, "prefixListArn").replace(":AWS:", ":aws:"))


def _every(answer: Element | None) -> list[Element]:
    return list(answer.iter()) if answer is not None else []


#: The ids come first: what follows speaks moto's own, and the answer is renamed last.
DEPARTURES: tuple[Departure, ...] = (
    Departure(name="prefix-list-ids", first=learn_list_ids, request=ask_for_list_ids, answer=answer_list_ids),
    Departure(name="prefix-list-cidrs", actions=("DescribePrefixLists",), answer=list_cidrs),
    Departure(name="prefix-list-entries", actions=("GetManagedPrefixListEntries",), answer=list_entries),
    Departure(name="prefix-list-owner", actions=("DescribeManagedPrefixLists",), answer=list_owner),
)
