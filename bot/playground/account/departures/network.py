"""What every VPC has in AWS without anyone's doing: a DHCP option set, Block Public Access, a last rule that denies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.account.region import Departure
from bot.playground.account.wire import answer_to, put, put_rows, rows, text

if TYPE_CHECKING:
    from bot.playground.account.region import Exchange, Region

_LAST_RULE = "32767"


def make_default_dhcp_options(region: Region) -> None:
    """DhcpOptions: moto has no set and says `default`, AWS's word for "none"; AWS makes one and gives it to every VPC."""
    domain = "ec2.internal" if region.name == "us-east-1" else f"{region.name}.compute.internal"
    made = region.ask(
        "CreateDhcpOptions",
        {
            "DhcpConfiguration.1.Key": "domain-name",
            "DhcpConfiguration.1.Value.1": domain,
            "DhcpConfiguration.2.Key": "domain-name-servers",
            "DhcpConfiguration.2.Value.1": "AmazonProvidedDNS",
        },
    )
    region.default_dhcp_options = text(made, "dhcpOptions/dhcpOptionsId")
    for vpc in region.rows("DescribeVpcs", "vpcSet"):
        _give_dhcp_options(region, text(vpc, "vpcId"))


def give_default_dhcp_options(exchange: Exchange) -> None:
    """CreateVpc: moto leaves the VPC without a DHCP option set; AWS gives it the Region's default set."""
    for vpc in rows(exchange.answer, "vpcSet", "vpc"):
        _give_dhcp_options(exchange.region, text(vpc, "vpcId"))
        put(vpc, "dhcpOptionsId", exchange.region.default_dhcp_options)


def _give_dhcp_options(region: Region, vpc_id: str) -> None:
    region.ask("AssociateDhcpOptions", {"VpcId": vpc_id, "DhcpOptionsId": region.default_dhcp_options})


def make_default_internet_gateway(region: Region) -> None:
    """The default VPC: moto leaves it without a way out; AWS gives it an internet gateway and a default route to it."""
    for vpc in region.rows("DescribeVpcs", "vpcSet", {"Filter.1.Name": "is-default", "Filter.1.Value.1": "true"}):
        vpc_id = text(vpc, "vpcId")
        gateway = text(region.ask("CreateInternetGateway"), "internetGateway/internetGatewayId")
        region.ask("AttachInternetGateway", {"VpcId": vpc_id, "InternetGatewayId": gateway})
        for table in region.rows(
            "DescribeRouteTables", "routeTableSet", {"Filter.1.Name": "vpc-id", "Filter.1.Value.1": vpc_id}
        ):
            to = {"RouteTableId": text(table, "routeTableId"), "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": gateway}
            region.ask("CreateRoute", to)


def say_block_public_access_is_off(exchange: Exchange) -> None:
    """DescribeVpcBlockPublicAccessOptions: moto does not know the call; AWS says `off` where nobody turned it on."""
    exchange.answer = answer_to(exchange.action)
    options = put(exchange.answer, "vpcBlockPublicAccessOptions")
    put(options, "awsAccountId", exchange.region.account)
    put(options, "awsRegion", exchange.region.name)
    put(options, "state", "default-state")
    put(options, "internetGatewayBlockMode", "off")
    put(options, "managedBy", "account")
    put(options, "exclusionsAllowed", "allowed")


def say_nothing_is_excluded(exchange: Exchange) -> None:
    """DescribeVpcBlockPublicAccessExclusions: moto does not know the call; AWS says that there are none."""
    exchange.answer = answer_to(exchange.action)
    put_rows(exchange.answer, "vpcBlockPublicAccessExclusionSet", ())


def say_nothing_controls_encryption(exchange: Exchange) -> None:
    """DescribeVpcEncryptionControls: moto does not know the call; AWS says that there are none."""
    exchange.answer = answer_to(exchange.action)
    put_rows(exchange.answer, "vpcEncryptionControlSet", ())


def show_block_public_access_states(exchange: Exchange) -> None:
    """DescribeVpcs, DescribeSubnets: moto leaves out what Block Public Access does to each; AWS says it."""
    for row in (*rows(exchange.answer, "vpcSet"), *rows(exchange.answer, "subnetSet")):
        put(put(row, "blockPublicAccessStates"), "internetGatewayBlockMode", "off")


def deny_the_rest(exchange: Exchange) -> None:
    """Custom network ACLs: moto shows no rule that nobody wrote; AWS ends every list with the `*` rule that denies."""
    for acl in rows(exchange.answer, "networkAclSet", "networkAcl"):
        held = acl.find("entrySet")
        entries = rows(acl, "entrySet")
        for egress in ("true", "false"):
            if held is None or any(text(e, "ruleNumber") == _LAST_RULE and text(e, "egress") == egress for e in entries):
                continue
            last = held.makeelement("item", {})
            held.append(last)
            for tag, value in _last_rule(egress).items():
                put(last, tag, value)


def _last_rule(egress: str) -> dict[str, str]:
    rule = {"cidrBlock": "0.0.0.0/0", "egress": egress, "protocol": "-1", "ruleAction": "deny"}
    return {**rule, "ruleNumber": _LAST_RULE}


def allot_documentation_address(exchange: Exchange) -> None:
    """AllocateAddress: moto gives out loopback addresses; AWS gives public ones (here: those kept for documentation)."""
    if "Address" not in exchange.params:
        exchange.region.public_addresses += 1
        exchange.params["Address"] = f"203.0.113.{9 + exchange.region.public_addresses}"


DEPARTURES: tuple[Departure, ...] = (
    Departure(
        name="default-dhcp-options",
        actions=("CreateVpc",),
        first=make_default_dhcp_options,
        answer=give_default_dhcp_options,
    ),
    Departure(name="default-vpc-internet-gateway", actions=("CreateDefaultVpc",), first=make_default_internet_gateway),
    Departure(
        name="block-public-access-options",
        actions=("DescribeVpcBlockPublicAccessOptions",),
        instead=say_block_public_access_is_off,
    ),
    Departure(
        name="block-public-access-exclusions",
        actions=("DescribeVpcBlockPublicAccessExclusions",),
        instead=say_nothing_is_excluded,
    ),
    Departure(
        name="encryption-controls",
        actions=("DescribeVpcEncryptionControls",),
        instead=say_nothing_controls_encryption,
    ),
    Departure(
        name="block-public-access-states",
        actions=("DescribeVpcs", "DescribeSubnets"),
        answer=show_block_public_access_states,
    ),
    Departure(name="network-acl-last-rule", actions=("CreateNetworkAcl", "DescribeNetworkAcls"), answer=deny_the_rest),
    Departure(name="elastic-ip-range", actions=("AllocateAddress",), request=allot_documentation_address),
)
