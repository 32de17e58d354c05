"""Learning and teaching as people do it in a real browser: a lesson with its quiz, a lab, an answer that was missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selenium.webdriver.common.keys import Keys

from tests.e2e.chat import version

if TYPE_CHECKING:
    from knowledge.learning.path import Question
    from tests.e2e.browser.page import Page

UNKNOWN = "what does the blue lamp above the door mean?"


def test_a_newcomer_walks_a_lesson_and_its_quiz_and_sees_how_far_they_are(page: Page) -> None:
    """A wrong answer is explained and can be mended; the next lesson follows, and Home counts the first as done."""
    path = version().paths[0]
    page.open("sol", "dm")
    page.type("온보딩 시작")
    page.says("[data-testid=message]", "반가워요")
    page.shoot("welcome")
    page.click("[data-action-id='lesson_start.0']")
    page.says("[data-testid=message]", path.lessons[0].title.say("ko"))
    page.shoot("lesson")
    page.click("[data-action-id=lesson_next]")
    first, *others = path.lessons[0].quiz
    answer(page, first, right=False)
    page.says("[data-testid=message]", "정답이 아니에요")
    page.shoot("quiz-wrong")
    answer(page, first, right=True)
    page.says("[data-testid=message]", "맞았어요")
    page.shoot("quiz-right")
    page.click("[data-action-id=lesson_next]")
    for question in others:
        page.says("[data-testid=message]", question.options[0].text.say("ko").replace("`", ""))
        answer(page, question, right=True)
        page.says("[data-testid=message]", "맞았어요")
        page.click("[data-action-id=lesson_next]")
    page.says("[data-testid=message]", path.lessons[1].title.say("ko"))

    page.open("sol", "home")
    page.says("#home-view", f"{len(path.lessons)}개 중 1개 완료")
    page.shoot("home-of-a-learner")


def test_a_lab_is_opened_looked_into_and_solved(page: Page) -> None:
    """The list leads to the thread of a lab; a look, the cause in words and the change by the form are the solution."""
    page.open("sol", "dm")
    page.type("실습")
    page.click("#thread [data-action-id='open_lab.0']")
    page.says("#thread [data-testid=message]", "실습을 열었어요")
    page.shoot("labs")
    page.click("#thread [data-testid=message] a[href*='/archives/']")
    page.says("#thread [data-testid=message]", "여기에 적어 주세요")
    page.shoot("lab")
    page.click("#thread [data-action-id='inspect_lab.1']")
    page.says("#thread [data-testid=message]", "nat-0p1")
    page.shoot("lab-routes")
    page.type("원인은 이 VPC에 S3 게이트웨이 엔드포인트가 없어서예요", into="thread-composer")
    page.says("#thread [data-testid=message]", "원인을 찾았어요")

    page.click("#thread [data-action-id=name_change]")
    page.choose("choose_kind", "게이트웨이 엔드포인트를 만들고")
    page.find("input[data-action-id='choose_resource.0']").send_keys("s3", Keys.TAB)
    page.choose("choose_resource.1", "rtb-0k1")
    page.shoot("lab-change")
    page.press("modal-submit")
    page.says("#thread [data-testid=message]", "실습을 풀었어요")
    picture = page.find("#thread [data-testid=picture] img")
    page.until(lambda: page.driver.execute_script("return arguments[0].naturalWidth", picture) > 300, "the picture is empty")
    page.shoot("lab-solved")


def test_what_nobody_knew_is_taught_approved_and_answered(page: Page) -> None:
    """A member proposes what is missing, a maintainer approves it, and whoever asks next gets it."""
    page.open("jun", "network")
    page.type(f"@routelore {UNKNOWN}")
    page.says("#thread [data-testid=message]", "I don't know")
    page.shoot("unknown")
    page.click("#thread [data-action-id=teach]")
    page.find("[data-testid=modal] [data-block-id=answer_en]").send_keys("Ring **netops**.", Keys.TAB)
    page.shoot("teach")
    page.press("modal-submit")
    page.until(lambda: not page.all("[data-testid=modal]"), "the form did not close")

    page.open("mina", "dm")
    page.says("[data-testid=message]", "Ring netops.")
    page.shoot("proposal")
    page.click("[data-action-id=teach_approve]")
    page.says("[data-testid=message]", "승인했어요")

    page.open("sol", "network")
    page.type(f"@routelore {UNKNOWN}")
    answered = page.says("#thread [data-testid=message]", "Ring netops.")
    page.shoot("taught")
    assert "taught by the team" in answered.text


def answer(page: Page, question: Question, *, right: bool) -> None:
    """Choose an option of the quiz, and answer with it."""
    at = next(at for at, one in enumerate(question.options) if one.right is right)
    page.click(f"input[data-action-id=quiz][data-value='{at}']")
    page.click("[data-action-id=lesson_answer]")
