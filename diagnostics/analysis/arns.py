"""An ARN → the destination that a client dials for it: buckets and access points of every kind, tables and streams."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnostics.analysis.directory_buckets import in_directory_bucket
from diagnostics.analysis.partitions import dns_suffix
from diagnostics.analysis.services import hostname
from diagnostics.model.flow import Destination

if TYPE_CHECKING:
    from collections.abc import Callable

_ACCOUNT = r"(?P<account>\d{12})"
_NAME = r"(?P<name>[a-z0-9][a-z0-9.-]*)"
_WHERE = r"(?P<region>[a-z0-9-]+)"
_POINT = rf"accesspoint[/:]{_NAME}"
_KEY = r"(?:/(?:object/)?(?P<key>.*))?"


def read_arn(asked: str, home: str) -> Destination | None:
    """Give the destination that an ARN names, or None where it names none that a client dials by a name of its own.

    SDKs make the hostname out of the ARN: it names the Region, the account and the kind of thing.
    — https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html
    """
    for shape, read in _SHAPES:
        if found := shape.fullmatch(asked.strip()):
            return read(asked, found, home)
    return None


def point_named(arn: str) -> tuple[str, str] | None:
    """Give the account and the name of the access point that an ARN stands for, or None where it stands for none."""
    found = _ACCESS_POINT.fullmatch(arn.strip())
    return (found["account"], found["name"].casefold()) if found else None


def _access_point(asked: str, found: re.Match[str], _home: str) -> Destination:
    partition, region, account, name = (found[part].casefold() for part in ("partition", "region", "account", "name"))
    arn = f"arn:{partition}:s3:{region}:{account}:accesspoint/{name}"
    host = f"{name}-{account}.s3-accesspoint.{region}.{dns_suffix(region)}"
    return Destination(
        asked=asked, service="s3", region=region, hostname=host, access_point=arn, key=(found["key"] or "").removesuffix("/")
    )


def _multi_region(asked: str, found: re.Match[str], home: str) -> Destination:
    """Give the way to a Multi-Region Access Point, which has one name for all Regions.

    — https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRequests.html
    """
    return multi_region(asked, found["name"].casefold(), home)


def multi_region(asked: str, alias: str, home: str) -> Destination:
    """Give the destination that the alias of a Multi-Region Access Point stands for."""
    service = "s3-global.accesspoint"
    host = f"{alias}.{hostname(service, home)}"
    return Destination(asked=asked, service=service, region=home, hostname=host, variant="multi-region")


def _object_lambda(asked: str, found: re.Match[str], _home: str) -> Destination:
    region, name = found["region"].casefold(), f"{found['name'].casefold()}-{found['account']}"
    host = f"{name}.s3-object-lambda.{region}.{dns_suffix(region)}"
    return Destination(asked=asked, service="s3-object-lambda", region=region, hostname=host)


def _outposts(asked: str, found: re.Match[str], _home: str) -> Destination:
    """Give the way to an access point on an Outpost: by an address of the Outposts endpoint inside the VPC.

    — https://docs.aws.amazon.com/AmazonS3/latest/s3-outposts/S3OutpostsWorkingBuckets.html
    """
    region, name = found["region"].casefold(), f"{found['name'].casefold()}-{found['account']}"
    host = f"{name}.{found['outpost'].casefold()}.s3-outposts.{region}.{dns_suffix(region)}"
    return Destination(asked=asked, service="s3-outposts", region=region, hostname=host, variant="resource")


def _directory(asked: str, found: re.Match[str], _home: str) -> Destination:
    return in_directory_bucket(asked, found["name"].casefold(), found["region"].casefold(), found["key"] or "")


def _account_based(service: str, label: str) -> Callable[[str, re.Match[str], str], Destination]:
    """Make the reader of a table's or a stream's ARN: SDKs that know the account dial its own name.

    — https://docs.aws.amazon.com/sdkref/latest/guide/feature-account-endpoints.html
    """

    def read(asked: str, found: re.Match[str], _home: str) -> Destination:
        region = found["region"].casefold()
        if region.startswith("eusc-"):  # no account-based names there, says botocore 1.44
            return Destination(asked=asked, service=service, region=region, hostname=hostname(service, region))
        host = f"{found['account']}.{label}.{region}.{dns_suffix(region)}"
        return Destination(asked=asked, service=service, region=region, hostname=host, variant="account")

    return read


def _regional(service: str) -> Callable[[str, re.Match[str], str], Destination]:
    def read(asked: str, found: re.Match[str], _home: str) -> Destination:
        region = found["region"].casefold()
        return Destination(asked=asked, service=service, region=region, hostname=hostname(service, region))

    return read


def _shape(rest: str) -> re.Pattern[str]:
    return re.compile(rf"arn:(?P<partition>aws[a-z-]*):{rest}", re.IGNORECASE)


_ACCESS_POINT = _shape(rf"s3:{_WHERE}:{_ACCOUNT}:accesspoint[/:](?P<name>[a-z0-9-]+){_KEY}")
#: The shapes of ARNs, and what reads each; a bucket's own (`arn:aws:s3:::name`) is read as `s3://name` is.
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str], str], Destination]], ...] = (
    (_shape(rf"s3::{_ACCOUNT}:accesspoint[/:](?P<name>[a-z0-9]+\.mrap){_KEY}"), _multi_region),
    (_ACCESS_POINT, _access_point),
    (_shape(rf"s3-object-lambda:{_WHERE}:{_ACCOUNT}:{_POINT}{_KEY}"), _object_lambda),
    (_shape(rf"s3-outposts:{_WHERE}:{_ACCOUNT}:outpost[/:](?P<outpost>op-[0-9a-f]+)[/:]{_POINT}{_KEY}"), _outposts),
    (_shape(rf"s3express:{_WHERE}:{_ACCOUNT}:(?:bucket|accesspoint)/{_NAME}{_KEY}"), _directory),
    (_shape(rf"s3tables:{_WHERE}:{_ACCOUNT}:bucket/.+"), _regional("s3tables")),
    (_shape(rf"s3vectors:{_WHERE}:{_ACCOUNT}:bucket/.+"), _regional("s3vectors")),
    (_shape(rf"dynamodb:{_WHERE}:{_ACCOUNT}:table/[^/]+/stream/.+"), _account_based("dynamodb-streams", "streams-ddb")),
    (_shape(rf"dynamodb:{_WHERE}:{_ACCOUNT}:table/.+"), _account_based("dynamodb", "ddb")),
)
