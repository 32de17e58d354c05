"""Directory buckets (S3 Express One Zone), whose names say in which zone, and so in which Region, they are."""

from __future__ import annotations

import re

from diagnostics.analysis.partitions import dns_suffix
from diagnostics.analysis.zone_ids import region_of_zone
from diagnostics.model.flow import Destination

#: `base--zone--x-s3`, and `--xa-s3` for an access point of one.
#: — https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*--(?P<zone>[a-z0-9]+(?:-[a-z0-9]+)?-az\d+)--xa?-s3")


def zone_in(bucket: str) -> str | None:
    """Give the id of the zone that a directory bucket's name holds, or None for a bucket of another kind."""
    found = _NAME.fullmatch(bucket)
    return found["zone"] if found else None


def in_directory_bucket(asked: str, bucket: str, home: str, key: str = "") -> Destination:
    """Give the way to a directory bucket: the zonal name, in the Region of the zone (`home` where the id does not say).

    — https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-networking.html
    """
    zone = zone_in(bucket) or ""
    region = region_of_zone(zone) or home
    return Destination(
        asked=asked,
        service="s3express",
        region=region,
        hostname=f"{bucket}.s3express-{zone}.{region}.{dns_suffix(region)}",
        bucket=bucket,
        variant="zonal",
        key=key,
    )
