"""The playground as a newcomer uses it: started by its command, looked at and clicked in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.e2e.chat import version

if TYPE_CHECKING:
    from knowledge.learning.path import Question
    from tests.e2e.browsing import Page

RENDERED = """
const [texts, done] = arguments;
import("/mrkdwn.js").then(({ mrkdwn }) => {
  const names = { person: () => "Jun", channel: () => "network", isMe: () => false };
  done(texts.map((text) => {
    const box = document.createElement("div");
    box.append(mrkdwn(text, names, true));
    return box.innerHTML;
  }));
});
"""
BLOCKS = """
const [blocks, done] = arguments;
import("/renderer.js").then(({ render }) => {
  const box = document.createElement("div");
  box.append(...render(blocks, { names: { person: () => "", channel: () => "", isMe: () => false } }));
  done(box.innerHTML);
});
"""
#: What the notes do not answer until somebody teaches it.
UNKNOWN = "what does the blue lamp above the door mean?"
ENTER_WHILE_COMPOSING = """
const field = arguments[0];
field.value = "안녕";
field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }));
"""


def test_a_question_is_answered_in_its_language_with_its_source(page: Page) -> None:
    """The engineer, whose Slack is in English, asks in Korean and gets Korean with the notes' heading."""
    page.open("mina", "network")
    page.press("person-jun")
    page.find('[data-testid="person-jun"][aria-pressed="true"]')
    page.press("channel-network")
    page.see("composer").send_keys("@rout", Keys.TAB)
    page.type("게이트웨이 엔드포인트랑 인터페이스 엔드포인트 차이가 뭐야?")
    answer = page.says("#thread [data-testid=message]", "출처: 노트")
    page.shoot("answer")
    assert "라우팅 테이블" in answer.text


def test_a_diagnosis_leads_from_the_question_to_the_picture_the_evidence_and_the_next_question(page: Page) -> None:
    """The verdict, the picture and the buttons come into the thread; a click and a follow-up without a mention go on."""
    page.open("jun", "network")
    page.type("@routelore 왜 orchard 서브넷 S3 트래픽이 NAT로 나가?")
    assert "NAT 게이트웨이" in page.says("#thread [data-testid=message]", "PUBLIC_VIA_NAT_GATEWAY").text
    picture = page.find("#thread [data-testid=picture] img")
    assert picture.get_attribute("alt")
    page.until(lambda: page.driver.execute_script("return arguments[0].naturalWidth", picture) > 300, "the picture is empty")
    page.shoot("picture")

    page.click("#thread [data-action-id=show_evidence]")
    page.says("#thread [data-testid=message]", "ec2:DescribeRouteTables")
    page.shoot("evidence")

    page.type("그럼 harbor는?", into="thread-composer")
    page.says("#thread [data-testid=message]", "PRIVATE_GATEWAY_ENDPOINT")
    page.until(lambda: len(page.all("#thread [data-testid=picture]")) == 2, "the second picture did not come")
    page.shoot("follow-up")

    page.click("#thread [data-testid=picture]")
    assert page.see("lightbox").find_element(By.TAG_NAME, "img").is_displayed()
    page.click(".lightbox-close")


def test_the_form_on_home_picks_a_vpc_and_a_subnet_and_gets_a_diagnosis(page: Page) -> None:
    """Home's button opens the form, which fills as one chooses; the diagnosis goes where the form says."""
    page.open("sol", "home")
    page.click("#home-view [data-action-id=open_diagnose]")
    page.choose("choose_vpc", "grove")
    page.choose("choose_subnet", "harbor")
    page.shoot("form")
    page.press("modal-submit")
    page.until(lambda: not page.all("[data-testid=modal]"), "the form did not close")
    page.press("channel-routelore")
    page.press("replies")
    page.says("#thread [data-testid=message]", "PRIVATE_GATEWAY_ENDPOINT")


def test_a_slash_command_shows_its_usage_while_one_types(page: Page) -> None:
    """The line above the composer says what may follow the command."""
    page.open("jun", "network")
    page.see("composer").send_keys("/rou", Keys.TAB)
    assert "diagnose" in page.see("command-hint").text
    page.see("composer").send_keys(Keys.BACKSPACE * 12)


def test_a_command_is_answered_privately_with_a_link_that_leads_to_the_thread(page: Page) -> None:
    """The note that only the asker sees links to the direct message, where the diagnosis is."""
    page.open("mina", "network")
    page.type("/routelore diagnose harbor")
    page.see("ephemeral")
    page.find("[data-testid=channel-routelore] .dot")
    page.click("[data-testid=message] a[href*='/archives/']")
    page.says("#thread [data-testid=message]", "PRIVATE_GATEWAY_ENDPOINT")
    assert "/dm/" in page.driver.current_url


def test_enter_that_ends_a_korean_syllable_sends_nothing(page: Page) -> None:
    """While the input method is composing, Enter belongs to it."""
    page.open("sol", "random")
    field = page.see("composer")
    page.driver.execute_script(ENTER_WHILE_COMPOSING, field)
    assert field.get_property("value") == "안녕"
    assert not page.all("[data-testid=message]")
    page.type("하세요")
    assert page.says("[data-testid=message]", "안녕하세요")


def test_bold_needs_a_boundary_as_in_slack(page: Page) -> None:
    """`*굵게*입니다` stays as typed; with a space or a zero-width space after it, it is bold."""
    page.open("sol", "random")
    stuck, spaced, zero_width = page.run(RENDERED, ["*굵게*입니다", "*굵게* 입니다", "\u200b*굵게*\u200b입니다"])
    assert stuck == "*굵게*입니다"
    assert spaced == "<strong>굵게</strong> 입니다"
    assert zero_width == "\u200b<strong>굵게</strong>\u200b입니다"


def test_markup_that_somebody_wrote_is_text_and_a_live_mention_is_loud(page: Page) -> None:
    """Escaped brackets stay brackets, HTML and script addresses stay text, and `<!here>` shows as what it would do."""
    page.open("sol", "random")
    escaped, html, script, live = page.run(
        RENDERED, ["&lt;!here&gt; &amp;lt;", "<img src=x onerror=alert(1)>", "<javascript:alert(1)|x>", "<!here>"]
    )
    assert escaped == "&lt;!here&gt; &amp;lt;"
    assert "<img" not in html
    assert "<a" not in script
    assert 'data-testid="live-mention"' in live


def test_a_block_that_the_page_does_not_know_is_a_loud_box(page: Page) -> None:
    """A type without a renderer is named in red instead of being left out."""
    page.open("sol", "random")
    shown = page.run(BLOCKS, [{"type": "hologram"}, {"type": "actions", "elements": [{"type": "lever", "action_id": "a"}]}])
    assert shown.count('data-testid="unknown-block"') == 2
    assert "hologram" in shown
    assert "lever" in shown


def test_the_page_works_at_the_width_of_a_phone(page: Page) -> None:
    """The channels come by the menu, the thread covers the conversation, and nothing is wider than the screen."""
    page.driver.set_window_size(500, 900)
    page.open("jun", "network")
    page.press("menu")
    page.press("channel-random")
    page.until(lambda: not page.all("#sidebar .place"), "the menu stayed open")
    assert page.driver.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")


def test_the_inspector_shows_what_went_to_the_app_and_came_from_it(page: Page) -> None:
    """Each request is a row that opens to its body, without tokens."""
    page.open("mina", "network")
    page.type("@routelore help")
    page.says("#thread [data-testid=message]", "routelore")
    page.press("traffic-toggle")
    page.says("[data-testid=traffic-row]", "event app_mention")
    page.says("[data-testid=traffic-row]", "chat.postMessage").click()
    body = page.find("[data-testid=traffic-row] pre").text
    assert '"blocks"' in body
    assert "xoxb-" not in body
    page.press("traffic-toggle")


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
