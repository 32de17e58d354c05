"""Who may have what: everything that any grant grants, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.rights.policy import OWN, Account, Asker, Grant, Policy, covers, named, reaches

SEOUL, TOKYO, OREGON = REGIONS = ("ap-northeast-2", "ap-northeast-1", "us-west-2")
TEAMS, USERS, GROUPS, CHANNELS = ("T0HOME", "T0OTHER"), ("U0A", "U0B"), ("S0A", "S0B"), ("C0A", "C0B")

ROLE = "arn:aws:iam::111122223333:role/routelore"
POLICY = Policy(
    accounts={
        "prod": Account(name="prod", id="111122223333", role=ROLE, regions=(SEOUL, TOKYO)),
        "tools": Account(name="tools", regions=(SEOUL,)),
    },
    grants=(
        Grant(users=frozenset({"U0A"}), accounts=("prod",), regions=(TOKYO,)),
        Grant(groups=frozenset({"S0A"}), accounts=("tools", "prod"), regions=(SEOUL,)),
        Grant(channels=frozenset({"C0A"}), accounts=("tools",)),
    ),
)


def shown(asker: Asker, policy: Policy | None = POLICY) -> dict[str, tuple[str, ...]]:
    """Give the Regions of each account that somebody reaches."""
    return {reach.account.name: reach.regions for reach in reaches(policy, asker)}


def test_what_several_grants_grant_adds_up_in_the_policys_order() -> None:
    """A person's own grant and that of their group, Regions in the account's order."""
    asker = Asker(team="T0HOME", user="U0A", groups=frozenset({"S0A"}))
    assert list(shown(asker).items()) == [("prod", (SEOUL, TOKYO)), ("tools", (SEOUL,))]


def test_whoever_is_in_no_grant_reaches_nothing() -> None:
    """A policy denies what it does not grant."""
    assert reaches(POLICY, Asker(team="T0HOME", user="U0B")) == ()
    assert shown(Asker(team="T0HOME", user="U0B", channels=frozenset({"C0A"}))) == {"tools": (SEOUL,)}


def test_without_a_policy_home_reaches_boto3s_own_account_and_others_nothing() -> None:
    """Whoever installs an app that several workspaces install has no right by that."""
    assert reaches(None, Asker(team="T0HOME", user="U0B")) == (OWN,)
    assert reaches(None, Asker(team="T0OTHER", user="U0B", home=False)) == ()


def test_a_grant_is_for_one_workspace() -> None:
    """Of several workspaces only the named one has it; ids of people may be the same in two of them."""
    of_other = Policy(
        accounts=POLICY.accounts,
        grants=(Grant(workspace="T0OTHER", users=frozenset({"U0A"}), accounts=("tools",)), *POLICY.grants),
    )
    assert shown(Asker(team="T0OTHER", user="U0A", home=False), of_other) == {"tools": (SEOUL,)}
    assert shown(Asker(team="T0THIRD", user="U0A", home=False), of_other) == {}
    assert shown(Asker(team="T0HOME", user="U0A"), of_other) == {"prod": (TOKYO,)}


def test_the_empty_name_is_that_of_the_account_without_a_role() -> None:
    """Threads from before there was a policy are about boto3's own account."""
    assert named(POLICY, "") == POLICY.accounts["tools"]
    assert named(POLICY, "prod") == POLICY.accounts["prod"]
    assert named(POLICY, "nobodys") is None
    assert named(Policy(accounts={"prod": POLICY.accounts["prod"]}), "") is None


def test_a_region_that_nobody_named_takes_the_whole_account() -> None:
    """What is not known is covered only where everything is."""
    of_group, both = (reaches(POLICY, Asker(team="T", user=user, groups=frozenset({"S0A"}))) for user in ("U0B", "U0A"))
    assert [covers(reach, "") for reach in of_group] == [False, True]
    assert [covers(reach, "") for reach in both] == [True, True]
    assert [covers(of_group[0], region) for region in REGIONS] == [True, False, False]


def some(of: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    """Give any of them."""
    return st.frozensets(st.sampled_from(of))


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Give a policy as a file could say it."""
    names = draw(st.lists(st.sampled_from(("prod", "tools", "dev")), unique=True, min_size=1))
    regions = st.lists(st.sampled_from(REGIONS), unique=True, min_size=1).map(tuple)
    accounts = {name: Account(name=name, regions=draw(regions)) for name in names}
    grants = st.builds(
        Grant,
        workspace=st.sampled_from(("", *TEAMS)),
        users=some(USERS),
        groups=some(GROUPS),
        channels=some(CHANNELS),
        accounts=st.lists(st.sampled_from(names), unique=True, min_size=1).map(tuple),
        regions=st.just(()) | regions,
    )
    return Policy(accounts=accounts, grants=tuple(draw(st.lists(grants, max_size=5))))


ASKERS = st.builds(
    Asker,
    team=st.sampled_from(TEAMS),
    user=st.sampled_from(USERS),
    home=st.booleans(),
    groups=some(GROUPS),
    channels=some(CHANNELS),
)


def granted(policy: Policy, asker: Asker) -> set[tuple[str, str]]:
    """Give each account and Region that a grant gives the asker, one by one, as the page about the policy says it."""
    found = set()
    for grant in policy.grants:
        at_home = asker.home and not grant.workspace
        is_named = asker.user in grant.users or asker.groups & grant.groups or asker.channels & grant.channels
        if (at_home or grant.workspace == asker.team) and is_named:
            for name in grant.accounts:
                for region in policy.accounts[name].regions:
                    if region in grant.regions or not grant.regions:
                        found.add((name, region))
    return found


@given(policies(), ASKERS)
def test_what_is_reached_is_what_is_granted(policy: Policy, asker: Asker) -> None:
    """Nothing outside of the union of the grants is ever reached, and nothing of it is missing."""
    found = reaches(policy, asker)
    assert {(reach.account.name, region) for reach in found for region in reach.regions} == granted(policy, asker)
    assert all(reach.regions and set(reach.regions) <= set(reach.account.regions) for reach in found)
    assert [reach.account.name for reach in found] == [name for name in policy.accounts if name in shown(asker, policy)]


@given(policies(), ASKERS)
def test_a_grant_that_is_taken_back_takes_nothing_else_with_it(policy: Policy, asker: Asker) -> None:
    """Fewer grants never reach more."""
    fewer = Policy(accounts=policy.accounts, grants=policy.grants[1:])
    assert granted(fewer, asker) <= granted(policy, asker)
    assert set(shown(asker, fewer)) <= set(shown(asker, policy))
