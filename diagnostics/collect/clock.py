"""Whether AWS refused a request because the clock here is wrong: it calls the signature expired then, or the keys."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from diagnostics.collect.errors import AccessError

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

#: Codes that speak of nothing but the clock. — https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
SKEWED = frozenset({"RequestTimeTooSkewed", "RequestInTheFuture"})
#: Codes that the clock may be behind as well as the keys.
#: — https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
PERHAPS_SKEWED = frozenset({"RequestExpired", "SignatureDoesNotMatch", "InvalidSignatureException", "AuthFailure"})
_WORDS = ("Signature expired", "Signature not yet current")
#: AWS takes no request that is further off than five minutes, some services no less than fifteen.
_MOST_SECONDS_APART = 240.0


def clock_refused(trouble: ClientError) -> AccessError | None:
    """Give the error of a clock that is wrong here, or None where it is not that; AWS's own time is in its answer."""
    error = trouble.response.get("Error", {})
    code, text = str(error.get("Code") or ""), str(error.get("Message") or "")
    if code not in SKEWED | PERHAPS_SKEWED:
        return None
    if code in PERHAPS_SKEWED and not text.startswith(_WORDS) and _seconds_apart(trouble) < _MOST_SECONDS_APART:
        return None
    return AccessError(code="clock-skewed", why=f"{code}: {text}")


def _seconds_apart(trouble: ClientError) -> float:
    told = str(trouble.response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date", ""))
    try:
        there = parsedate_to_datetime(told)
    except ValueError:
        return 0.0
    return abs((there.replace(tzinfo=there.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
