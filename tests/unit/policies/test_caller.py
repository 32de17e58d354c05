"""Who a caller is, and which principals of a policy are them."""

from __future__ import annotations

import pytest

from diagnostics.analysis.policies.caller import CallerKind, excepts, names, read_caller
from diagnostics.analysis.policies.document import Principal
from diagnostics.analysis.policies.truth import Truth, Unknown

ROOT = "arn:aws:iam::111122223333:root"
USER = "arn:aws:iam::111122223333:user/team/ann"
ROLE = "arn:aws:iam::111122223333:role/app"
SESSION = "arn:aws:sts::111122223333:assumed-role/app/i-0abc"
FEDERATED = "arn:aws:sts::111122223333:federated-user/ann"
WANTED = Unknown(("aws:PrincipalArn",))


@pytest.mark.parametrize(
    ("arn", "kind"),
    [
        (ROOT, CallerKind.ROOT),
        (USER, CallerKind.USER),
        (ROLE, CallerKind.ROLE),
        (f" {SESSION} ", CallerKind.SESSION),
        (FEDERATED, CallerKind.FEDERATED),
        ("arn:aws-cn:iam::111122223333:role/a/b/c", CallerKind.ROLE),
    ],
)
def test_an_arn_of_a_principal_is_read(arn: str, kind: CallerKind) -> None:
    """The kind and the account are in the ARN."""
    caller = read_caller(arn)
    assert caller is not None
    assert (caller.kind, caller.account) == (kind, "111122223333")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "app",
        "111122223333",
        "arn:aws:s3:::b",
        "arn:aws:iam::1:role/x",
        f"{ROOT}/x",
        "arn:aws:iam::111122223333:role",
        "*",
    ],
)
def test_what_names_no_principal_is_none(text: str) -> None:
    """Anything else is for the asker to write again."""
    assert read_caller(text) is None


def test_a_session_shows_the_arn_of_its_role() -> None:
    """AWS: "For IAM roles, the request context returns the ARN of the role"."""
    assert [read_caller(a).principal_arn for a in (SESSION, ROLE, USER)] == [ROLE, ROLE, USER]  # type: ignore[union-attr]  # all three read


@pytest.mark.parametrize(
    ("kind", "named", "caller", "expected"),
    [
        ("AWS", "*", None, True),
        ("AWS", ROLE, None, WANTED),
        ("AWS", "111122223333", None, WANTED),
        ("AWS", "111122223333", SESSION, True),
        ("AWS", ROOT, USER, True),
        ("AWS", "444455556666", USER, False),
        ("AWS", ROLE, ROLE, True),
        ("AWS", ROLE, SESSION, True),
        ("AWS", "arn:aws:iam::111122223333:role/path/app", SESSION, True),
        ("AWS", "arn:aws:iam::444455556666:role/app", SESSION, False),
        ("AWS", SESSION, SESSION, True),
        ("AWS", SESSION, "arn:aws:sts::111122223333:assumed-role/app/other", False),
        ("AWS", SESSION, ROLE, Unknown(("session",))),
        ("AWS", SESSION, "arn:aws:iam::111122223333:role/other", False),
        ("AWS", USER, "arn:aws:iam::111122223333:user/team/Ann", False),
        ("AWS", "arn:aws:iam::111122223333:user/*", USER, False),
        ("AWS", "AROAEXAMPLE", ROLE, Unknown(("principal:AROAEXAMPLE",))),
        ("Service", "logging.s3.amazonaws.com", None, False),
        ("CanonicalUser", "79a5", ROLE, Unknown(("principal:79a5",))),
        ("Federated", "www.amazon.com", SESSION, Unknown(("principal:www.amazon.com",))),
    ],
)
def test_a_principal_is_the_caller_or_not(kind: str, named: str, caller: str | None, expected: Truth) -> None:
    """Accounts stand for all in them, roles for their sessions; what an ARN cannot tell is not known."""
    assert names((Principal(kind, named),), read_caller(caller) if caller else None) == expected


@pytest.mark.parametrize(
    ("named", "caller", "expected"),
    [
        ((USER, ROOT), USER, False),
        ((USER,), USER, False),
        (("*",), USER, False),
        ((ROOT,), USER, Unknown(("NotPrincipal",))),
        ((ROLE,), SESSION, Unknown(("NotPrincipal",))),
        ((ROLE,), ROLE, Unknown(("NotPrincipal",))),
        ((ROLE, SESSION), SESSION, False),
        ((USER,), ROLE, True),
        ((USER,), None, WANTED),
    ],
)
def test_not_principal_spares_those_it_names(named: tuple[str, ...], caller: str | None, expected: Truth) -> None:
    """AWS may validate "the account first, then the role, and then the assumed-role user": half a name leaves it open."""
    assert excepts(tuple(Principal("AWS", n) for n in named), read_caller(caller) if caller else None) == expected
