"""The sample network as data: its VPCs, subnets and instances, what each subnet shows, and what to try first."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostics.model.words import Words

REGION = "ap-northeast-2"
ACCOUNT = "111122223333"


@dataclass(frozen=True, slots=True)
class VpcPlan:
    """A VPC to build."""

    name: str
    cidr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubnetPlan:
    """A subnet to build, the route table it uses, and what it shows."""

    name: str
    vpc: str
    cidr: str
    zone: str
    table: str
    shows: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class InstancePlan:
    """An instance to start: where, at which address, behind which security group."""

    name: str
    subnet: str
    address: str
    group: str


VPCS: tuple[VpcPlan, ...] = (VpcPlan("grove", "10.20.0.0/16"), VpcPlan("cove", "10.30.0.0/16"))

SUBNETS: tuple[SubnetPlan, ...] = (
    SubnetPlan(
        name="orchard",
        vpc="grove",
        cidr="10.20.1.0/24",
        zone="a",
        table="orchard-rt",
        shows=Words(
            ko="VPC에 S3 게이트웨이 엔드포인트가 있는데도 이 서브넷의 라우팅 테이블에는 연결돼 있지 않아요. "
            "그래서 S3 트래픽이 NAT 게이트웨이로 나가요.",
            en="The VPC has an S3 gateway endpoint that nobody associated with this subnet's route table, "
            "so its S3 traffic leaves through the NAT gateway.",
        ),
    ),
    SubnetPlan(
        name="harbor",
        vpc="grove",
        cidr="10.20.2.0/24",
        zone="c",
        table="harbor-rt",
        shows=Words(
            ko="라우팅 테이블에 S3 게이트웨이 엔드포인트가 연결돼 있어서 S3까지 프라이빗하게 가요.",
            en="Its route table has the S3 gateway endpoint's route, so S3 traffic stays private.",
        ),
    ),
    SubnetPlan(
        name="marsh",
        vpc="grove",
        cidr="10.20.5.0/24",
        zone="a",
        table="harbor-rt",
        shows=Words(
            ko="harbor와 라우팅 테이블은 같지만, S3에서 돌아오는 응답을 네트워크 ACL이 막아요.",
            en="It shares harbor's route table, but its network ACL drops what S3 sends back.",
        ),
    ),
    SubnetPlan(
        name="quarry",
        vpc="grove",
        cidr="10.20.0.0/24",
        zone="a",
        table="quarry-rt",
        shows=Words(
            ko="퍼블릭 서브넷이에요. 인터넷 게이트웨이로 바로 나가고, NAT 게이트웨이도 여기 있어요.",
            en="The public subnet: straight out through the internet gateway, and home of the NAT gateway.",
        ),
    ),
    SubnetPlan(
        name="meadow",
        vpc="grove",
        cidr="10.20.3.0/24",
        zone="a",
        table="meadow-rt",
        shows=Words(
            ko="라우팅 테이블에 local 라우트뿐이라 VPC 밖으로는 아무 데도 못 가요.",
            en="Its route table has nothing but the local route, so nothing leaves the VPC.",
        ),
    ),
    SubnetPlan(
        name="lagoon",
        vpc="grove",
        cidr="10.20.4.0/24",
        zone="c",
        table="lagoon-rt",
        shows=Words(
            ko="기본 라우트가 이미 삭제된 NAT 게이트웨이를 가리켜서(blackhole) 패킷이 버려져요.",
            en="Its default route still points at a NAT gateway that was deleted (a blackhole), so packets are dropped.",
        ),
    ),
    SubnetPlan(
        name="ridge",
        vpc="cove",
        cidr="10.30.1.0/24",
        zone="a",
        table="ridge-rt",
        shows=Words(
            ko="EC2 API는 프라이빗 DNS가 켜진 인터페이스 엔드포인트로 가요. S3 인터페이스 엔드포인트도 있지만 "
            "프라이빗 DNS가 인바운드 Resolver 전용이라 이 서브넷에서는 쓰이지 않아요.",
            en="The EC2 API goes through an interface endpoint with private DNS on. There is one for S3 too, but its "
            "private DNS serves only the inbound Resolver endpoint, so nothing in this subnet uses it.",
        ),
    ),
    SubnetPlan(
        name="delta",
        vpc="cove",
        cidr="10.30.2.0/24",
        zone="c",
        table="delta-rt",
        shows=Words(
            ko="NAT도 인터넷 게이트웨이도 없지만, 엔드포인트 덕분에 S3, DynamoDB, EC2 API 모두 프라이빗하게 써요.",
            en="No NAT and no internet gateway, and yet S3, DynamoDB and the EC2 API all work, through endpoints.",
        ),
    ),
)

INSTANCES: tuple[InstancePlan, ...] = (
    InstancePlan(name="press", subnet="orchard", address="10.20.1.10", group="grove-workload"),
    InstancePlan(name="pier", subnet="harbor", address="10.20.2.10", group="grove-workload"),
    InstancePlan(name="mill", subnet="harbor", address="10.20.2.11", group="grove-vpc-only"),
    InstancePlan(name="heron", subnet="marsh", address="10.20.5.10", group="grove-workload"),
    InstancePlan(name="crane", subnet="quarry", address="10.20.0.10", group="grove-workload"),
    InstancePlan(name="hive", subnet="meadow", address="10.20.3.10", group="grove-workload"),
    InstancePlan(name="raft", subnet="lagoon", address="10.20.4.10", group="grove-workload"),
    InstancePlan(name="cairn", subnet="ridge", address="10.30.1.10", group="cove-workload"),
    InstancePlan(name="ferry", subnet="delta", address="10.30.2.10", group="cove-workload"),
)

#: Three things to try in the playground, one of each kind: a question, a mention, a command.
TIPS: tuple[Words, ...] = (
    Words(
        ko="게이트웨이 엔드포인트랑 인터페이스 엔드포인트 차이가 뭐야?",
        en="what is the difference between a gateway endpoint and an interface endpoint?",
    ),
    Words(
        ko="@routelore 왜 orchard 서브넷 S3 트래픽이 NAT로 나가?",
        en="@routelore why does S3 traffic from the orchard subnet go out through NAT?",
    ),
    Words(ko="/routelore diagnose harbor", en="/routelore diagnose harbor"),
)
