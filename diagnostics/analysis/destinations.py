"""What a person names as the destination → a Destination: service, Region, hostname, port, bucket."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from diagnostics.analysis.services import dns_suffix, hostname, spoken
from diagnostics.model.flow import AskerError, Destination

if TYPE_CHECKING:
    from diagnostics.model.snapshot import Snapshot

_SERVICE = re.compile(r"[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*")
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
#: How the names of directory buckets end; they are looked up in another way, which takes another permission.
_DIRECTORY = "--x-s3"
_ARN_ACCESS_POINT = re.compile(r"arn:[a-z-]+:s3:([a-z0-9-]+):(\d{12}):accesspoint[/:]([a-z0-9-]+)")
_REGION = r"(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)"
_SUFFIX = r"\.amazonaws\.com(?:\.cn)?"

#: Hostname shapes of S3 (S3 User Guide, Virtual hosting; Dual-stack; FIPS; Transfer Acceleration; Website endpoints).
_S3_HOSTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("regional", re.compile(rf"(?:(?P<bucket>.+)\.)?s3\.{_REGION}{_SUFFIX}")),
    ("regional", re.compile(rf"(?P<bucket>.+)\.s3-accesspoint\.{_REGION}{_SUFFIX}")),
    ("dualstack", re.compile(rf"(?:(?P<bucket>.+)\.)?s3\.dualstack\.{_REGION}{_SUFFIX}")),
    ("fips", re.compile(rf"(?:(?P<bucket>.+)\.)?s3-fips\.(?:dualstack\.)?{_REGION}{_SUFFIX}")),
    ("website", re.compile(rf"(?P<bucket>.+)\.s3-website[-.]{_REGION}{_SUFFIX}")),
    ("accelerate", re.compile(rf"(?P<bucket>.+)\.s3-accelerate(?:\.dualstack)?{_SUFFIX}")),
    ("dash-region", re.compile(rf"(?:(?P<bucket>.+)\.)?s3-{_REGION}{_SUFFIX}")),
    ("global", re.compile(rf"(?:(?P<bucket>.+)\.)?s3{_SUFFIX}")),
)
_VPCE_HOST = re.compile(
    r"(?:.+\.)?vpce-[0-9a-f]+-[a-z0-9-]+\.(?P<service>[a-z0-9.-]+?)\.(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.vpce\..+"
)
_ACCOUNT_DDB = re.compile(rf"\d{{12}}\.ddb\.{_REGION}{_SUFFIX}")
_PLAIN_HOST = re.compile(rf"(?P<service>[a-z0-9.-]+?)\.{_REGION}(?:{_SUFFIX}|\.api\.aws)")


def destination_in(asked: str, snapshot: Snapshot) -> Destination:
    """Give the destination that the words name, its bucket in the Region where the snapshot says that it is.

    Raises:
        AskerError: `unreadable-destination`, or `no-such-bucket` where S3 says that there is none of that name.
    """
    read = read_destination(asked, snapshot.region)
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
    """Give the bucket whose Region has to be looked up before such a destination can be diagnosed for certain.

    Raises:
        AskerError: `unreadable-destination`.
    """
    read = read_destination(asked, "us-east-1")
    return read.bucket if read.region_assumed and not (read.bucket or "").endswith(_DIRECTORY) else None


def read_destination(asked: str, region: str) -> Destination:
    """Give the destination that the words name, seen from the Region; a bucket is taken to be in the Region itself.

    Raises:
        AskerError: `unreadable-destination`, where the words name no service, bucket, ARN, hostname or URL.
    """
    text = asked.strip()
    lowered = text.casefold()
    if lowered.startswith("s3://"):
        return _bucket(text, region)
    if lowered.startswith("arn:"):
        return _access_point(text, region)
    if "://" in lowered:
        parts = urlsplit(lowered)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise AskerError("unreadable-destination", asked=text[:80])
        return _host(text, parts.hostname, region, parts.port or (80 if parts.scheme == "http" else 443))
    if _HOST.fullmatch(lowered) and lowered.count(".") >= 2:  # noqa: PLR2004 (a hostname has three labels, `ecr.api` two)
        return _host(text, lowered, region, 443)
    service = spoken(text)
    if not _SERVICE.fullmatch(service) or len(service) > 60:  # noqa: PLR2004 (longer than any service name)
        raise AskerError("unreadable-destination", asked=text[:80])
    return Destination(asked=text, service=service, region=region, hostname=hostname(service, region))


def _bucket(text: str, region: str) -> Destination:
    """Read `s3://bucket[/key]`: the hostname that boto3 dials by default, which in us-east-1 is the legacy global one."""
    bucket = text[5:].split("/", 1)[0]
    if not _BUCKET.fullmatch(bucket):
        raise AskerError("unreadable-destination", asked=text[:80])
    legacy = region == "us-east-1"
    return Destination(
        asked=text,
        service="s3",
        region=region,
        hostname=_bucket_host(bucket, f"s3.{dns_suffix(region)}" if legacy else hostname("s3", region)),
        bucket=bucket,
        variant="global" if legacy else "regional",
        region_assumed=True,
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


def _access_point(text: str, region: str) -> Destination:
    found = _ARN_ACCESS_POINT.fullmatch(text.casefold())
    if not found:
        raise AskerError("unreadable-destination", asked=text[:80])
    where, account, name = found.groups()
    host = f"{name}-{account}.s3-accesspoint.{where}.{dns_suffix(where)}"
    return Destination(asked=text, service="s3", region=where or region, hostname=host, bucket=name)


def _host(text: str, host: str, region: str, port: int) -> Destination:
    """Read a hostname: endpoint names first, then S3's families, then any AWS service, then a host that is none."""
    host = host.rstrip(".")
    if found := _VPCE_HOST.fullmatch(host):
        labels = found["service"]
        return Destination(asked=text, service=labels, region=found["region"], hostname=host, port=port, variant="vpce")
    for variant, pattern in _S3_HOSTS:
        if found := pattern.fullmatch(host):
            named = found.groupdict()
            where = named.get("region") or ("us-east-1" if variant == "global" else region)
            bucket = named.get("bucket")
            return Destination(
                asked=text,
                service="s3",
                region=where,
                hostname=host,
                port=port,
                bucket=bucket,
                variant=variant,
                region_assumed=variant == "global" and bucket is not None,
            )
    if found := _ACCOUNT_DDB.fullmatch(host):
        return Destination(
            asked=text, service="dynamodb", region=found["region"], hostname=host, port=port, variant="account"
        )
    if found := _PLAIN_HOST.fullmatch(host):
        labels = found["service"]
        service = {"api.ecr": "ecr.api", "dkr.ecr": "ecr.dkr"}.get(
            labels, "ecr.dkr" if labels.endswith(".dkr.ecr") else labels
        )
        variant = "dualstack" if host.endswith(".api.aws") else "regional"
        return Destination(asked=text, service=service, region=found["region"], hostname=host, port=port, variant=variant)
    return Destination(asked=text, service=None, region=region, hostname=host, port=port, variant="other")
