"""What an exception of botocore means: a refusal of one call, or the end of the whole collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    EndpointProviderError,
    InvalidRegionError,
    LoginError,
    NoAuthTokenError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProxyConnectionError,
    ReadTimeoutError,
    SSLError,
    SSOError,
    TokenRetrievalError,
    UnknownEndpointError,
)
from botocore.parsers import ResponseParserError

from diagnostics.collect.answers import Meaning, Refusal
from diagnostics.collect.clock import clock_refused
from diagnostics.collect.connection import BUCKET_REGION, THROTTLED
from diagnostics.collect.errors import AccessError, ServiceError
from diagnostics.collect.keyless import keyless
from diagnostics.collect.roles import EXPIRED
from diagnostics.collect.wholeness import CutShortError, cut_short
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.collect.answers import Body
    from diagnostics.collect.calls import Call
    from diagnostics.collect.connection import Connection

#: Everything that a call may raise. Whatever else comes is a fault of ours and is not swallowed.
CALL_ERRORS = (ClientError, BotoCoreError, ResponseParserError, CutShortError)
NO_CONTACT = (EndpointConnectionError, ConnectTimeoutError, ReadTimeoutError, ProxyConnectionError, SSLError)

_INVALID = frozenset(
    {
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "AuthFailure",
        "InvalidAccessKeyId",
        "SignatureDoesNotMatch",
        "InvalidSignatureException",
        "IncompleteSignature",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException",
    },
)
_UNKNOWN_REGION = (InvalidRegionError, UnknownEndpointError, EndpointProviderError)


def refusal_of(trouble: Exception) -> Refusal:
    """Give the refusal that an exception of one call stands for."""
    if isinstance(trouble, ClientError):
        error = trouble.response.get("Error", {})
        return Refusal(str(error.get("Code") or "Unknown"), keyless(str(error.get("Message") or "").strip()))
    if cut_short(trouble):
        return Refusal("CutShort", "the answer did not come whole")
    if isinstance(trouble, ResponseParserError):
        return Refusal("NotAwsLanguage", "the answer was not in AWS's language; whoever answers may not know this call")
    return Refusal(type(trouble).__name__, keyless(str(trouble).strip()))


def told_all_the_same(trouble: Exception) -> Body | None:
    """Give the answer that lies in a refusal: S3 names a bucket's Region also where it refuses or sends elsewhere.

    "regardless of the permissions on the bucket, you will receive a response header with the correct bucket location"
    — https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
    """
    if not isinstance(trouble, ClientError) or refusal_of(trouble).meaning is Meaning.ABSENT:
        return None
    region = trouble.response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get(BUCKET_REGION)
    return {"BucketRegion": region} if region else None


def ends_it_all(trouble: Exception, call: Call, connection: Connection) -> AccessError | ServiceError | AskerError | None:
    """Give the error that ends the collection, or None where only this call failed."""
    if isinstance(trouble, ClientError):
        refused = clock_refused(trouble) or _credentials_refused(refusal_of(trouble), connection)
        return refused or _role_refused(trouble, call, connection)
    if isinstance(trouble, _UNKNOWN_REGION):
        return _unknown_region(connection)
    if isinstance(trouble, NO_CONTACT):
        return _no_contact(trouble, connection) if call.service == "ec2" else None
    return _no_credentials(trouble, connection)


def _no_credentials(trouble: Exception, connection: Connection) -> AccessError | AskerError | None:
    """Give the error of credentials that could not even be had."""
    profile, why = connection.profile(), keyless(str(trouble))
    if isinstance(trouble, (SSOError, LoginError, TokenRetrievalError, NoAuthTokenError)):
        return AccessError(code="expired-credentials", profile=profile, how="login", why=why)
    if isinstance(trouble, CredentialRetrievalError):
        return AccessError(code="credentials-not-retrieved", profile=profile, why=why)
    if isinstance(trouble, PartialCredentialsError):
        return AccessError(code="partial-credentials", profile=profile, why=why)
    if isinstance(trouble, NoCredentialsError):
        return AccessError(code="no-credentials", profile=profile, why=why)
    return AskerError(code="no-region") if isinstance(trouble, NoRegionError) else None


def _credentials_refused(refusal: Refusal, connection: Connection) -> AccessError | AskerError | None:
    if refusal.code in EXPIRED:
        return AccessError(code="expired-credentials", profile=connection.profile(), how="key", why=refusal.text)
    if refusal.code == "OptInRequired":
        return AskerError(code="region-not-enabled", region=connection.region)
    if refusal.code in _INVALID:
        if connection.known_elsewhere:
            return AskerError(code="region-not-enabled", region=connection.region)
        return AccessError(code="invalid-credentials", profile=connection.profile(), why=refusal.text)
    return None


def _role_refused(trouble: ClientError, call: Call, connection: Connection) -> AccessError | None:
    """Give the error of a role that a profile names and that may not be taken: boto3 asks for it in the middle of a call."""
    if trouble.operation_name == call.operation:
        return None
    said = refusal_of(trouble)
    return AccessError(code="role-not-assumed", profile=connection.profile(), why=f"{said.code}: {said.text}")


def _no_contact(trouble: Exception, connection: Connection) -> ServiceError | AskerError:
    if connection.region not in connection.known_regions and isinstance(trouble, EndpointConnectionError):
        return _unknown_region(connection)
    code = (
        "timed-out"
        if isinstance(trouble, ReadTimeoutError)
        else "tls-failed"
        if isinstance(trouble, SSLError)
        else "unreachable"
    )
    return ServiceError(code=code, endpoint=connection.endpoint("ec2"), region=connection.region)


def _unknown_region(connection: Connection) -> AskerError:
    return AskerError(code="unknown-region", region=connection.region, nearest=connection.nearest(connection.region))


def all_refused(core: Mapping[Call, Refusal], denied: tuple[str, ...], principal: str, connection: Connection) -> Exception:
    """Give the error of a collection in which every core call was refused; `denied` names the actions to be granted."""
    if all(refusal.meaning is Meaning.DENIED for refusal in core.values()):
        return AccessError(code="no-permission", actions=", ".join(denied), principal=principal, region=connection.region)
    if connection.region not in connection.known_regions:
        return _unknown_region(connection)
    if any(refusal.code in THROTTLED for refusal in core.values()):
        return ServiceError(code="throttled", region=connection.region)
    first = next(iter(core.values()))
    return ServiceError(code="failed", region=connection.region, why=f"{first.code}: {first.text}")
