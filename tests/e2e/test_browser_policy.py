"""The playground with a policy: who is granted something has it, and who is not is told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.browsing import Page, played

if TYPE_CHECKING:
    from pathlib import Path

    from selenium import webdriver

POLICY = """
accounts:
  sample:
    regions: [ap-northeast-2]
grants:
  - to:
      users: [U0JUN]
    accounts: [sample]
"""


def test_a_policy_is_in_force_in_the_playground_too(driver: webdriver.Chrome, tmp_path: Path) -> None:
    """Jun gets the diagnosis, alone and with the offer to share it; Sol, who is granted nothing, gets one sentence."""
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    driver.set_window_size(1280, 900)
    with played(ROUTELORE_POLICY=str(tmp_path / "policy.yaml")) as address:
        page = Page(driver, address, tmp_path)
        page.open("sol", "network")
        page.type("@routelore 왜 orchard 서브넷 S3 트래픽이 NAT로 나가?")
        page.says("[data-testid=message]", "볼 수 있는 AWS 계정이 없어요")
        page.open("jun", "network")
        page.type("@routelore why does S3 traffic from the orchard subnet go out through NAT?")
        page.says("[data-testid=message]", "our DM thread")
        page.open("jun", "dm")
        page.press("replies")
        page.says("#thread [data-testid=message]", "Only you can see this")
