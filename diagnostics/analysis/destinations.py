"""What a person names as the destination → a Destination: service, Region, hostname, port, bucket."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from diagnostics.analysis.services import dns_suffix, hostname, spoken
from diagnostics.model.flow import AskerError, Destination

_SERVICE = re.compile(r"[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*")
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
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


def read_destination(asked: str, region: str) -> Destination:
    """Give the destination that the words name, seen from the Region.

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
    base = f"s3.{dns_suffix(region)}" if legacy else hostname("s3", region)
    # Bucket names with dots are addressed by path: a wildcard certificate covers one label only.
    host = base if "." in bucket else f"{bucket}.{base}"
    return Destination(
        asked=text, service="s3", region=region, hostname=host, bucket=bucket, variant="global" if legacy else "regional"
    )


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
            return Destination(
                asked=text, service="s3", region=where, hostname=host, port=port, bucket=named.get("bucket"), variant=variant
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
