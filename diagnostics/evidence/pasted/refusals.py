"""AWS's own words for a refusal → which kind of policy refused."""

from __future__ import annotations

import re

from diagnostics.evidence.observation import PolicyKind, Refusal

#: "User: … is not authorized to perform: … because no VPC endpoint policy allows the … action", "… with an explicit deny in
#: a resource-based policy". — https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
_SAID = re.compile(
    r"(?P<explicit>explicit deny in an? |because no )"
    r"(?P<policy>VPC endpoint|resource-based|identity-based|permissions boundary"
    r"|session|service control|resource control)",
    re.IGNORECASE,
)
_KINDS = {
    "vpc endpoint": PolicyKind.ENDPOINT,
    "resource-based": PolicyKind.RESOURCE,
    "identity-based": PolicyKind.IDENTITY,
    "permissions boundary": PolicyKind.BOUNDARY,
    "session": PolicyKind.SESSION,
    "service control": PolicyKind.SERVICE_CONTROL,
    "resource control": PolicyKind.RESOURCE_CONTROL,
}
_CODES = ("accessdenied", "unauthorizedoperation", "unauthorized", "notauthorized", "forbidden", "allaccessdisabled")


def refusal_in(code: str, message: str) -> Refusal | None:
    """Give the refusal that an error is; None where the error is another."""
    said = _SAID.search(message[:2000])
    if said is not None:
        return Refusal(by=_KINDS[said["policy"].casefold()], explicit=said["explicit"].casefold().startswith("explicit"))
    if code.casefold() == "vpceaccessdenied":
        return Refusal(by=PolicyKind.ENDPOINT)
    return Refusal() if any(word in code.casefold() for word in _CODES) else None
