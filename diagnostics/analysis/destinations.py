"""What a person names as the destination → a Destination: service, Region, hostname, port, bucket."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

from diagnostics.analysis.arns import multi_region, point_named, read_arn
from diagnostics.analysis.directory_buckets import in_directory_bucket, zone_in
from diagnostics.analysis.hostnames import HTTP, HTTPS, read_hostname
from diagnostics.analysis.partitions import dns_suffix
from diagnostics.analysis.services import hostname, spoken
from diagnostics.model.addresses import parse_cidr
from diagnostics.model.flow import AskerError, Destination

if TYPE_CHECKING:
    from diagnostics.model.snapshot import Snapshot

_SERVICE = re.compile(r"[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*")
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_BUCKET_ARN = re.compile(r"arn:aws[a-z-]*:s3:::", re.IGNORECASE)
_MULTI_REGION = re.compile(r"[a-z0-9]+\.mrap")
#: How the names end of what is not looked up as a bucket: directory buckets, aliases of S3 on Outposts and Object Lambda.
_NO_BUCKETS = ("--x-s3", "--xa-s3", "--op-s3", "--ol-s3")


def destination_in(asked: str, snapshot: Snapshot) -> Destination:
    """Give the destination that the words name, its bucket in the Region where the snapshot says that it is.

    Raises:
        AskerError: `unreadable-destination`, or `no-such-bucket` or `no-such-access-point` where S3 says that there is none
            of that name.
    """
    read = read_destination(asked, snapshot.region)
    if read.access_point:
        return _by_access_point(read, snapshot)
    bucket = snapshot.buckets.get(read.bucket or "") if read.region_assumed else None
    if bucket is None:
        return read
    if not bucket.exists:
        raise AskerError("no-such-bucket", bucket=bucket.name, region=snapshot.region)
    if not bucket.region:
        return read
    if read.variant == "global":
        return _by_global_name(read, bucket.region)
    host = _bucket_host(bucket.name, hostname("s3", bucket.region))
    return replace(read, region=bucket.region, hostname=host, region_assumed=False)


def bucket_named(asked: str) -> str | None:
    """Give the bucket whose Region and policy, or the ARN of the access point that, has to be looked up for certainty.

    Raises:
        AskerError: `unreadable-destination`.
    """
    read = read_destination(asked, "us-east-1")
    if read.access_point:
        return read.access_point
    return read.bucket if read.service == "s3" and not (read.bucket or "").endswith(_NO_BUCKETS) else None


def access_point_named(arn: str) -> tuple[str, str] | None:
    """Give the account and the name of the access point that an ARN stands for, or None where it stands for none."""
    return point_named(arn)


def _by_access_point(read: Destination, snapshot: Snapshot) -> Destination:
    """Give the destination with the bucket that the access point leads to, where AWS told it."""
    named = access_point_named(read.access_point)
    point = snapshot.access_points.get(named[1]) if named else None
    if point is not None and not point.exists:
        raise AskerError("no-such-access-point", name=point.name, region=read.region)
    known = point is not None and point.arn in {"", read.access_point}
    return replace(read, bucket=point.bucket or None) if point is not None and known else read


def read_destination(asked: str, region: str) -> Destination:
    """Give the destination that the words name, seen from the Region; a bucket is taken to be in the Region itself.

    Raises:
        AskerError: `unreadable-destination`, where the words name no service, bucket, ARN, hostname or URL.
    """
    text = asked.strip()
    lowered = text.casefold()
    if lowered.startswith(("arn:", "s3://arn:")):
        return _arn(text, text.removeprefix("s3://"), region)
    if lowered.startswith("s3://"):
        return _bucket(text, text[5:], region)
    if "://" in lowered:
        return _url(text, region)
    if _MULTI_REGION.fullmatch(lowered):
        return multi_region(text, lowered, region)
    host = lowered.removesuffix(".")  # a fully qualified name, as dig prints it
    if _HOST.fullmatch(host) and host.count(".") >= 2:  # noqa: PLR2004 (a hostname has three labels, `ecr.api` two)
        return read_hostname(text, host, region)
    service = spoken(text)
    if _is_address(text):
        _unreadable(text)
    if not _SERVICE.fullmatch(service) or len(service) > 60:  # noqa: PLR2004 (longer than any service name)
        _unreadable(text)
    variant = "multi-region" if service == "s3-global.accesspoint" else "regional"
    return Destination(asked=text, service=service, region=region, hostname=hostname(service, region), variant=variant)


def _arn(text: str, arn: str, region: str) -> Destination:
    if _BUCKET_ARN.match(arn):
        return _bucket(text, _BUCKET_ARN.sub("", arn), region)
    return read_arn(arn, region) or _unreadable(text)


def _url(text: str, region: str) -> Destination:
    try:
        parts = urlsplit(text.casefold())
        host, port = parts.hostname, parts.port
    except ValueError:  # brackets that hold no IPv6 address, or a port that is none
        _unreadable(text)
    if parts.scheme not in {"http", "https"} or not host or _is_address(host):
        _unreadable(text)
    return read_hostname(text, host, region, port or (HTTP if parts.scheme == "http" else HTTPS))


def _is_address(text: str) -> bool:
    """Say whether the words are an IP address: it names no service, and who answers there is not known."""
    return parse_cidr(text) is not None


def _unreadable(text: str) -> NoReturn:
    raise AskerError("unreadable-destination", asked=text[:80])


def _bucket(text: str, named: str, region: str) -> Destination:
    """Read `bucket[/key]`: the hostname that boto3 dials by default, which in us-east-1 is the legacy global one."""
    bucket, _, key = named.partition("/")
    key = "" if key.endswith("/") else key  # what ends so stands for all that begins so
    if _MULTI_REGION.fullmatch(bucket):
        return multi_region(text, bucket, region)
    if not _BUCKET.fullmatch(bucket):
        _unreadable(text)
    if bucket.endswith(("--x-s3", "--xa-s3")):
        return in_directory_bucket(text, bucket, region, key) if zone_in(bucket) else _unreadable(text)
    if bucket.endswith("--op-s3"):
        host = f"{bucket}.ec2.s3-outposts.{region}.{dns_suffix(region)}"
        return Destination(asked=text, service="s3-outposts", region=region, hostname=host, variant="resource")
    legacy = region == "us-east-1"
    return Destination(
        asked=text,
        service="s3",
        region=region,
        hostname=_bucket_host(bucket, f"s3.{dns_suffix(region)}" if legacy else hostname("s3", region)),
        bucket=bucket,
        variant="global" if legacy else "regional",
        region_assumed=not bucket.endswith("--ol-s3"),
        key=key,
    )


def _bucket_host(bucket: str, base: str) -> str:
    """Give the hostname of a bucket. One with dots is addressed by path: a wildcard certificate covers one label only."""
    return base if "." in bucket else f"{bucket}.{base}"


def _by_global_name(read: Destination, region: str) -> Destination:
    """Give the way to a bucket by the global name, which S3's DNS or a redirect of S3's leads to the bucket's own Region.

    By path there is no bucket in the name: us-east-1 answers, and sends the client to the Region's own name.
    — https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
    """
    if region != "us-east-1" and not read.hostname.startswith(f"{read.bucket}."):
        return replace(read, region=region, hostname=hostname("s3", region), variant="regional", region_assumed=False)
    return replace(read, region=region, region_assumed=False)
