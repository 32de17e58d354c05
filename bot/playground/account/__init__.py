"""A sample AWS account on this machine: a real HTTP endpoint, a made-up network, nothing to sign up for.

    account = SampleAccount()
    with wearing(account.start()):  # boto3 now sees the sample account and nothing else
        ...
    account.stop()

`SUBNETS` says what each subnet shows, `TIPS` what to try first.
"""

from __future__ import annotations

from bot.playground.account.places import ACCOUNT, INSTANCES, REGION, SUBNETS, TIPS, VPCS, InstancePlan, SubnetPlan, VpcPlan
from bot.playground.account.server import SampleAccount, wearing

__all__ = [
    "ACCOUNT",
    "INSTANCES",
    "REGION",
    "SUBNETS",
    "TIPS",
    "VPCS",
    "InstancePlan",
    "SampleAccount",
    "SubnetPlan",
    "VpcPlan",
    "wearing",
]
