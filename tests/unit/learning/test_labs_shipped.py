"""The labs that come with the product: broken as told, mended in as many steps as told, and no name tells the answer."""

from __future__ import annotations

import pytest

from bot.learning.labs.checking import check_labs
from bot.learning.labs.ideas import rules_in
from bot.learning.labs.judging import Outcome, Ruling, judge_cause, judge_change
from bot.learning.labs.lab import LEVELS, Lab
from bot.learning.labs.reading import labs, shipped
from diagnostics.findings import catalogue
from diagnostics.repair import repair
from knowledge.library import Folder, read_entries

LABS = labs()
each_lab = pytest.mark.parametrize("lab", LABS, ids=[lab.id for lab in LABS])


def test_there_are_labs_from_easy_to_nasty() -> None:
    """At least ten labs, of every level, the easiest first."""
    assert len(LABS) >= 10
    assert {lab.level for lab in LABS} == set(LEVELS)
    assert [lab.level for lab in LABS] == sorted(lab.level for lab in LABS)


def test_every_lab_keeps_its_promises() -> None:
    """The check that a team runs on its own labs finds nothing in those of the product."""
    entries = {entry.id for entry in read_entries(Folder.shipped())}
    assert [str(problem) for problem in check_labs(shipped(), entries)] == []


@each_lab
def test_the_network_before_does_not_meet_the_goal(lab: Lab) -> None:
    """There is something to mend, and nothing of it is out of sight."""
    diagnosis = lab.diagnosis(lab.snapshot())
    assert not lab.goal.met(diagnosis)
    assert diagnosis.gaps == ()


@each_lab
def test_repair_solves_the_lab_in_its_number_of_steps(lab: Lab) -> None:
    """A fix that the analysis proves takes as many steps as the file says, none takes fewer, and it breaks nothing else."""
    fixes = repair(lab.diagnosis(lab.snapshot()))
    judged = {fix.changes: judge_change(lab, fix.changes).outcome for fix in fixes}
    solving = [len(changes) for changes, outcome in judged.items() if outcome is Outcome.SOLVED]
    assert solving, judged
    assert min(solving) == lab.steps
    assert Outcome.BREAKS not in judged.values()


@each_lab
def test_nothing_done_is_nothing_mended(lab: Lab) -> None:
    """Without a change the lab stays unsolved, and the words do not name a finding."""
    judged = judge_change(lab, ())
    assert judged.outcome is Outcome.NOT_YET
    assert not [rule.code for rule in catalogue().values() if rule.code in judged.says.en or rule.title.ko in judged.says.ko]


@each_lab
def test_naming_a_finding_of_every_cause_is_right(lab: Lab) -> None:
    """The codes that the file has as causes are taken; any other code of the catalogue is not."""
    first = " and ".join(min(cause) for cause in lab.causes)
    assert judge_cause(lab, first).ruling is Ruling.RIGHT
    causes = {code for cause in lab.causes for code in cause}
    others = [rule.code for rule in catalogue().values() if rule.code not in causes]
    assert {judge_cause(lab, code).ruling for code in others} <= {Ruling.WRONG, Ruling.PARTLY}


@each_lab
def test_story_and_hints_are_taken_for_no_cause_by_code(lab: Lab) -> None:
    """No sentence of a lab holds a code or a title of the findings that it is about."""
    told = " ".join(
        (lab.title.en, lab.title.ko, lab.story.en, lab.story.ko, *(h.en for h in lab.hints), *(h.ko for h in lab.hints))
    )
    codes = {code for cause in lab.causes for code in cause}
    rules = [rule for rule in catalogue().values() if rule.code in codes]
    assert not [rule.code for rule in rules if rule.code in told or rule.title.en in told or rule.title.ko in told]


IN_THEIR_WORDS = (
    ("night-shift", "S3 게이트웨이 엔드포인트가 없어요"),
    ("night-shift", "there is no gateway endpoint for S3 in this VPC"),
    ("two-sheds", "rtb-0k1 테이블이 엔드포인트에 연결 안 돼 있어요"),
    ("two-sheds", "the endpoint is not associated with kiln's route table"),
    ("new-dock", "dock은 메인 라우팅 테이블을 따르고 있어요"),
    ("new-dock", "dock follows the main route table"),
    ("quiet-vault", "엔드포인트의 프라이빗 DNS가 꺼져 있어요"),
    ("quiet-vault", "private DNS is off on the endpoint"),
    ("old-clockwork", "VPC의 DNS 호스트 이름이 꺼져 있네요"),
    ("old-clockwork", "DNS hostnames are disabled on the VPC"),
    ("borrowed-coat", "엔드포인트 보안 그룹이 kiln-1에서 오는 443을 막아요"),
    ("borrowed-coat", "the endpoint only has the default security group"),
    ("evening-tram", "NACL이 응답 트래픽의 임시 포트를 막아요"),
    ("evening-tram", "the network ACL drops the replies to ephemeral ports"),
    ("striped-tile", "더 구체적인 라우트가 엔드포인트를 이겨요"),
    ("striped-tile", "a more specific static route beats the endpoint"),
    ("blue-crate", "엔드포인트 정책에 kiln-models 버킷이 없어요"),
    ("blue-crate", "the endpoint policy does not allow that bucket"),
    ("toll-bridge", "엔드포인트가 NAT 게이트웨이 서브넷의 테이블에만 있어요"),
    ("toll-bridge", "the endpoint sits behind the NAT gateway"),
    ("paper-maps", "두 접두사 목록이 겹쳐요"),
    ("paper-maps", "two prefix lists overlap"),
    ("brass-key", "kiln의 라우팅 테이블에 엔드포인트 라우트가 없어요"),
    ("far-office", "게이트웨이 엔드포인트가 rtb-0l2 테이블에만 연결돼 있어요"),
    ("tin-roof", "보안 그룹 아웃바운드가 막혀 있고, 라우팅 테이블도 엔드포인트에 연결돼 있지 않아요"),
    ("tin-roof", "security group egress is closed, and the route table is not associated with the endpoint"),
    ("long-winter", "private dns가 꺼져 있어서"),
)


@pytest.mark.parametrize(("lab_id", "said"), IN_THEIR_WORDS)
def test_a_cause_in_ones_own_words_is_understood(lab_id: str, said: str) -> None:
    """People need no code: what they say in either language is matched to the findings."""
    lab = next(lab for lab in LABS if lab.id == lab_id)
    assert judge_cause(lab, said).ruling is Ruling.RIGHT, [rule.id for rule in rules_in(said)]
