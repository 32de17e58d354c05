"""A hostname → the AWS service behind it: its Region, its bucket or access point, and which family of names it is of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.request import partition_of
from diagnostics.analysis.services import service_behind
from diagnostics.analysis.zone_ids import region_of_zone
from diagnostics.model.flow import Destination

if TYPE_CHECKING:
    from collections.abc import Mapping

HTTP, HTTPS = 80, 443
_REGION = r"(?P<region>[a-z]{2,4}(?:-[a-z]+)+-\d+)"
#: The DNS suffixes of AWS's partitions: the commercial one and GovCloud, China, and the European Sovereign Cloud.
_SUFFIX = r"\.amazonaws\.(?:com(?:\.cn)?|eu)"
#: Those of names that answer over IPv4 and IPv6.
_DUAL = r"\.(?:api\.aws|api\.amazonwebservices\.(?:com\.cn|eu))"
_BUCKET = r"(?:(?P<bucket>.+)\.)?"
_POINT = r"(?P<point>[a-z0-9-]+)-(?P<account>\d{12})"

#: (variant, endpoint service, shape), the more particular ones first. S3's are from the S3 User Guide: Virtual hosting,
#: Access points, Dual-stack, FIPS, Transfer Acceleration, Website endpoints, Directory buckets, Multi-Region Access Points.
_SHAPES: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (variant, service, re.compile(shape))
    for variant, service, shape in (
        ("multi-region", "s3-global.accesspoint", rf".+\.accesspoint\.s3-global{_SUFFIX}"),
        ("zonal", "s3express", rf"{_BUCKET}s3express-(?P<zone>[a-z0-9-]+)\.(?:dualstack\.)?{_REGION}{_SUFFIX}"),
        ("regional", "s3express", rf"{_BUCKET}s3express-control\.(?:dualstack\.)?{_REGION}{_SUFFIX}"),
        ("regional", "s3-object-lambda", rf"(?:.+\.)?s3-object-lambda\.{_REGION}{_SUFFIX}"),
        ("resource", "s3-outposts", rf".+\.s3-outposts\.{_REGION}{_SUFFIX}"),
        ("fips", "s3", rf"{_POINT}\.s3-accesspoint-fips\.(?:dualstack\.)?{_REGION}{_SUFFIX}"),
        ("dualstack", "s3", rf"{_POINT}\.s3-accesspoint\.dualstack\.{_REGION}{_SUFFIX}"),
        ("regional", "s3", rf"{_POINT}\.s3-accesspoint\.{_REGION}{_SUFFIX}"),
        ("dualstack", "s3", rf"(?:\d{{12}}\.)?s3-control\.dualstack\.{_REGION}{_SUFFIX}"),
        ("control", "s3", rf"(?:\d{{12}}\.)?s3-control\.{_REGION}{_SUFFIX}"),
        ("fips", "s3", rf"(?:\d{{12}}\.)?s3-control-fips\.(?:dualstack\.)?{_REGION}{_SUFFIX}"),
        ("website", "s3", rf"(?P<bucket>.+)\.s3-website[-.]{_REGION}{_SUFFIX}"),
        ("accelerate", "s3", rf"(?P<bucket>.+)\.s3-accelerate(?:\.dualstack)?{_SUFFIX}"),
        ("dualstack", "s3", rf"{_BUCKET}s3\.dualstack\.{_REGION}{_SUFFIX}"),
        ("fips", "s3", rf"{_BUCKET}s3-fips\.(?:dualstack\.)?{_REGION}{_SUFFIX}"),
        ("regional", "s3", rf"{_BUCKET}s3\.{_REGION}{_SUFFIX}"),
        ("dash-region", "s3", rf"{_BUCKET}s3-{_REGION}{_SUFFIX}"),
        ("global", "s3", rf"{_BUCKET}s3{_SUFFIX}"),
        ("account", "dynamodb", rf"\d{{12}}\.ddb\.{_REGION}(?:{_SUFFIX}|{_DUAL})"),
        ("account", "dynamodb-streams", rf"\d{{12}}\.streams-ddb\.{_REGION}(?:{_SUFFIX}|{_DUAL})"),
        ("account", "kinesis-streams", rf"\d{{12}}\.(?:control|data)-kinesis\.{_REGION}(?:{_SUFFIX}|{_DUAL})"),
        ("regional", "s3vectors", rf"s3vectors\.{_REGION}\.api\.aws"),  # its only name
    )
)
_ENDPOINT = re.compile(
    rf"(?:(?P<bucket>.+)\.bucket\.|(?:.+\.)?)vpce-[0-9a-f]+-[a-z0-9-]+\.(?P<service>[a-z0-9.-]+?)\.{_REGION}\.vpce{_SUFFIX}"
)
_SERVICE = re.compile(rf"(?P<service>[a-z0-9.-]+?)\.{_REGION}(?:(?P<dual>{_DUAL})|{_SUFFIX})")
#: A service of a partition as a whole, or one's old name that leads to its first Region: `iam.amazonaws.com`.
_PARTITION = re.compile(rf"(?P<service>[a-z0-9-]+){_SUFFIX}")
#: Names under which AWS gives out things of its customers: databases, load balancers, instances, function URLs.
_GIVEN_OUT = re.compile(rf".+(?:{_SUFFIX}|\.on\.aws|\.api\.aws|\.cloudfront\.net|\.awsglobalaccelerator\.com)")


def read_hostname(asked: str, host: str, home: str, port: int | None = None) -> Destination:
    """Give the destination that a hostname is, seen from the Region: endpoints' own names, S3's, any service's, or none.

    Without a port it is 443, but for website endpoints, which take HTTP alone.
    — https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
    """
    host = host.rstrip(".")
    if found := _ENDPOINT.fullmatch(host):
        return _named(
            asked, host, home, port, variant="vpce", service=service_behind(found["service"]), parts=found.groupdict()
        )
    for variant, service, shape in _SHAPES:
        if found := shape.fullmatch(host):
            return _named(asked, host, home, port, variant=variant, service=service, parts=found.groupdict())
    if found := _SERVICE.fullmatch(host):
        variant = "dualstack" if found["dual"] else "regional"
        service = service_behind(found["service"])
        return _named(asked, host, home, port, variant=variant, service=service, parts={"region": found["region"]})
    if found := _PARTITION.fullmatch(host):
        return _named(asked, host, home, port, variant="global", service=found["service"], parts={})
    variant = "resource" if _GIVEN_OUT.fullmatch(host) else "other"
    return Destination(asked=asked, service=None, region=home, hostname=host, port=port or HTTPS, variant=variant)


def _named(
    asked: str,
    host: str,
    home: str,
    port: int | None,
    *,
    variant: str,
    service: str,
    parts: Mapping[str, str | None],
) -> Destination:
    bucket = parts.get("bucket")
    in_zone = region_of_zone(parts.get("zone") or "")
    first = "us-east-1" if variant == "global" else home
    return Destination(
        asked=asked,
        service=service,
        region=parts.get("region") or in_zone or first,
        hostname=host,
        port=port or (HTTP if variant == "website" else HTTPS),
        bucket=bucket,
        access_point=_point(parts),
        variant=variant,
        region_assumed=variant == "global" and bucket is not None,
    )


def _point(parts: Mapping[str, str | None]) -> str:
    """Give the ARN of the access point that the parts of a name stand for; empty where they stand for none."""
    name, account, region = parts.get("point"), parts.get("account"), parts.get("region")
    return f"arn:{partition_of(region)}:s3:{region}:{account}:accesspoint/{name}" if name and account and region else ""
