"""A drawn network as AWS describes it, call by call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.unit.diagnostics.drawn_network import (
    ACCOUNT,
    BALANCER,
    FORWARDERS,
    GATEWAY,
    INTERFACE,
    LISTS,
    REGION,
    S3,
    SUBNETS,
    TABLES,
    VPC,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.diagnostics.drawn_network import Entry, Nat, Permission, World


def described(world: World) -> dict[str, Any]:
    """Give the network as AWS's own answers, call by call."""
    return {
        "get-caller-identity": {"Account": ACCOUNT},
        "describe-vpcs": {
            "Vpcs": [{"VpcId": VPC, "OwnerId": ACCOUNT, "CidrBlock": "10.0.0.0/16", "DhcpOptionsId": "dopt-1"}]
        },
        f"describe-vpc-attribute.{VPC}.enableDnsSupport": {"EnableDnsSupport": {"Value": world.dns_support}},
        f"describe-vpc-attribute.{VPC}.enableDnsHostnames": {"EnableDnsHostnames": {"Value": world.dns_hostnames}},
        "describe-dhcp-options": {
            "DhcpOptions": [
                {
                    "DhcpOptionsId": "dopt-1",
                    "DhcpConfigurations": [
                        {
                            "Key": "domain-name-servers",
                            "Values": [{"Value": "10.9.9.9" if world.custom_dns else "AmazonProvidedDNS"}],
                        }
                    ],
                }
            ]
        },
        "describe-subnets": {"Subnets": [_subnet(n) for n in range(len(SUBNETS))]},
        "describe-route-tables": {"RouteTables": [_table(world, t) for t in TABLES]},
        "describe-vpc-endpoints": {"VpcEndpoints": list(_endpoints(world))},
        "describe-prefix-lists": {
            "PrefixLists": [
                {"PrefixListId": "pl-s3", "PrefixListName": f"com.amazonaws.{REGION}.s3", "Cidrs": list(S3)},
                {
                    "PrefixListId": "pl-ddb",
                    "PrefixListName": f"com.amazonaws.{REGION}.dynamodb",
                    "Cidrs": list(LISTS["pl-ddb"]),
                },
            ]
        },
        "describe-managed-prefix-lists": {
            "PrefixLists": [
                {"PrefixListId": i, "PrefixListName": i, "OwnerId": ACCOUNT, "AddressFamily": "IPv4"}
                for i in ("pl-c1", "pl-c2")
            ]
        },
        **{
            f"get-managed-prefix-list-entries.{i}": {"Entries": [{"Cidr": c} for c in world.lists[i]]}
            for i in ("pl-c1", "pl-c2")
        },
        "describe-nat-gateways": {"NatGateways": [_nat_gateway(i, nat) for i, nat in world.nats.items()]},
        "describe-internet-gateways": {
            "InternetGateways": [
                {
                    "InternetGatewayId": "igw-1",
                    "Attachments": [{"VpcId": VPC, "State": "available"}] if world.attached else [],
                }
            ]
        },
        "describe-network-interfaces": {"NetworkInterfaces": list(_interfaces(world))},
        "describe-instances": {
            "Reservations": [
                {"Instances": [{"InstanceId": f"i-{e}", "VpcId": VPC, "State": {"Name": f.state}}]}
                for e, f in world.forwarders.items()
            ]
        },
        "describe-security-groups": {
            "SecurityGroups": [
                {"GroupId": "sg-app", "VpcId": VPC, "IpPermissionsEgress": [_allowed(p) for p in world.egress]},
                {"GroupId": "sg-ep", "VpcId": VPC, "IpPermissions": [_allowed(p) for p in world.ingress]},
            ]
        },
        "describe-network-acls": {"NetworkAcls": [_network_acl(s, entries) for s, entries in world.acls.items()]},
        "describe-vpc-block-public-access-options": {
            "VpcBlockPublicAccessOptions": {"InternetGatewayBlockMode": world.bpa, "State": "update-complete"}
        },
        "describe-vpc-block-public-access-exclusions": {
            "VpcBlockPublicAccessExclusions": [
                {
                    "ResourceArn": f"arn:aws:ec2:{REGION}:{ACCOUNT}:{'vpc' if r == VPC else 'subnet'}/{r}",
                    "InternetGatewayExclusionMode": mode,
                    "State": "create-complete",
                }
                for r, mode in world.excluded
            ]
        },
        "describe-vpc-peering-connections": {"VpcPeeringConnections": []},
        f"list-hosted-zones-by-vpc.{VPC}": {
            "HostedZoneSummaries": [{"HostedZoneId": "Z1", "Name": f"{world.zone}.", "Owner": {"OwningAccount": ACCOUNT}}]
            if world.zone
            else []
        },
        "list-resource-record-sets.Z1": {"ResourceRecordSets": []},
        "list-resolver-rule-associations": {
            "ResolverRuleAssociations": [
                {"ResolverRuleId": f"rslvr-{n}", "VPCId": VPC, "Status": "COMPLETE"} for n in range(len(world.rules))
            ]
        },
        "list-resolver-rules": {
            "ResolverRules": [
                {"Id": f"rslvr-{n}", "DomainName": domain if domain == "." else f"{domain}.", "RuleType": kind}
                for n, (domain, kind) in enumerate(world.rules)
            ]
        },
    }


def _subnet(n: int) -> dict[str, Any]:
    return {
        "SubnetId": SUBNETS[n],
        "VpcId": VPC,
        "OwnerId": ACCOUNT,
        "CidrBlock": f"10.0.{n}.0/24",
        "AvailabilityZoneId": f"apne2-az{1 + n % 2}",
    }


def _table(world: World, table: str) -> dict[str, Any]:
    main = table == "rtb-main"
    rows: list[dict[str, Any]] = [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active"}]
    for row in world.tables[table]:
        member = "DestinationPrefixListId" if row.to.startswith("pl-") else "DestinationCidrBlock"
        state = "blackhole" if row.target == world.dead else "active"
        origin = "EnableVgwRoutePropagation" if row.learnt else "CreateRoute"
        rows.append({member: row.to, _MEMBER[row.target.split("-")[0]]: row.target, "State": state, "Origin": origin})
    # Subnets of the main table are associated with no table at all: that is what makes it theirs.
    held = () if main else tuple(s for s, t in world.table_of.items() if t == table)
    return {
        "RouteTableId": table,
        "VpcId": VPC,
        "Associations": [{"Main": True}] if main else [{"Main": False, "SubnetId": s} for s in held],
        "Routes": rows,
    }


_MEMBER = {
    "nat": "NatGatewayId",
    "igw": "GatewayId",
    "vpce": "GatewayId",
    "vgw": "GatewayId",
    "eni": "NetworkInterfaceId",
    "tgw": "TransitGatewayId",
    "pcx": "VpcPeeringConnectionId",
}


def _endpoints(world: World) -> Iterator[dict[str, Any]]:
    yield {
        "VpcEndpointId": BALANCER,
        "VpcEndpointType": "GatewayLoadBalancer",
        "VpcId": VPC,
        "ServiceName": "com.amazonaws.vpce.x.vpce-svc-1",
        "State": "available",
        "SubnetIds": ["subnet-3"],
    }
    if world.gateway:
        service = f"com.amazonaws.{REGION}.s3"
        yield {
            "VpcEndpointId": GATEWAY,
            "VpcEndpointType": "Gateway",
            "VpcId": VPC,
            "ServiceName": service,
            "State": world.gateway,
        }
    if endpoint := world.interface:
        base = f"s3.{REGION}.amazonaws.com"
        yield {
            "VpcEndpointId": INTERFACE,
            "VpcEndpointType": "Interface",
            "VpcId": VPC,
            "ServiceName": f"com.amazonaws.{REGION}.s3",
            "State": endpoint.state,
            "SubnetIds": list(endpoint.subnets),
            "NetworkInterfaceIds": [f"eni-if-{s}" for s in endpoint.subnets],
            "Groups": [{"GroupId": "sg-ep"}],
            "PrivateDnsEnabled": endpoint.private_dns,
            "DnsEntries": [{"DnsName": n} for n in (base, f"*.{base}")] if endpoint.private_dns else [],
            "DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": endpoint.inbound_only},
        }


def _interfaces(world: World) -> Iterator[dict[str, Any]]:
    yield _eni("eni-app", "subnet-0", 10, groups=["sg-app"], public=world.public)
    for eni, forwarder in world.forwarders.items():
        found = _eni(eni, FORWARDERS[eni], 30, public=forwarder.public)
        yield {**found, "SourceDestCheck": forwarder.checked, "Attachment": {"InstanceId": f"i-{eni}"}}
    for subnet in world.interface.subnets if world.interface else ():
        yield {**_eni(f"eni-if-{subnet}", subnet, 200, groups=["sg-ep"]), "InterfaceType": "vpc_endpoint"}


def _eni(eni: str, subnet: str, last: int, *, groups: list[str] | None = None, public: bool = False) -> dict[str, Any]:
    return {
        "NetworkInterfaceId": eni,
        "VpcId": VPC,
        "SubnetId": subnet,
        "Status": "in-use",
        "PrivateIpAddress": f"10.0.{subnet[-1]}.{last}",
        "Groups": [{"GroupId": g} for g in groups or []],
        **({"Association": {"PublicIp": f"203.0.113.{last}"}} if public else {}),
    }


def _nat_gateway(nat_id: str, nat: Nat) -> dict[str, Any]:
    base = {
        "NatGatewayId": nat_id,
        "VpcId": VPC,
        "State": nat.state,
        "ConnectivityType": "public" if nat.public else "private",
    }
    if nat.subnet is None:
        return {**base, "AvailabilityMode": "regional", "RouteTableId": nat.table}
    return {**base, "SubnetId": nat.subnet, "NatGatewayAddresses": [{"PrivateIp": f"10.0.{nat.subnet[-1]}.20"}]}


def _allowed(permission: Permission) -> dict[str, Any]:
    peer = permission.peer
    member, key = (
        ("PrefixListIds", "PrefixListId")
        if peer.startswith("pl-")
        else ("UserIdGroupPairs", "GroupId")
        if peer.startswith("sg-")
        else ("IpRanges", "CidrIp")
    )
    return {"IpProtocol": "tcp", "FromPort": permission.ports[0], "ToPort": permission.ports[1], member: [{key: peer}]}


def _network_acl(subnet: str, entries: tuple[Entry, ...]) -> dict[str, Any]:
    return {
        "NetworkAclId": f"acl-{subnet}",
        "VpcId": VPC,
        "Associations": [{"SubnetId": subnet}],
        "Entries": [
            {
                "RuleNumber": e.number,
                "Egress": e.egress,
                "Protocol": "6",
                "RuleAction": "allow" if e.allow else "deny",
                "CidrBlock": e.cidr,
                "PortRange": {"From": e.ports[0], "To": e.ports[1]},
            }
            for e in entries
        ],
    }
