"""What is said of a DNS Firewall list that AWS keeps to itself."""

from __future__ import annotations

from diagnostics.explain.certainty import assumptions
from tests.unit.evidence.asked import diagnosed


def test_what_is_assumed_of_a_managed_list_is_said_once_in_both_languages() -> None:
    """The list, the rule and the name are named, and that nobody can read the list."""
    given = [{"dns_firewall": {"rules": [{"priority": 10, "action": "BLOCK", "managed": "rslvr-fdl-aws"}]}}]
    diagnosis = diagnosed(given)
    korean, english = assumptions(diagnosis, "ko"), assumptions(diagnosis, "en")
    (said,) = (line for line in korean if "rslvr-fdl-aws" in line)
    assert said == (
        "rslvr-frg-0a의 rule-10 규칙이 막는 AWS 관리형 위협 목록(AWSManaged-rslvr-fdl-aws)은 내용을 볼 수 없어서, "
        "s3.ap-northeast-2.amazonaws.com 이름이 들어 있지 않다고 봤어요."
    )
    (said,) = (line for line in english if "rslvr-fdl-aws" in line)
    assert said.startswith("Rule rule-10 of rslvr-frg-0a blocks AWS's managed list AWSManaged-rslvr-fdl-aws (of threats)")
