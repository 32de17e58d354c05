"""Notes taken apart into ideas."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.drafting.decoding import Unreadable, decode
from knowledge.drafting.ideas import Flaw, read
from knowledge.drafting.tidying import plain_name, tidy
from tests.unit.knowledge.drafting_notes import ENGLISH, KOREAN, idea, of

LONG = "The harbor keeps raw events for thirty days and drops them afterwards."
OTHER = "The orchard keeps daily sums for ever, and nobody may delete any of them."


def test_every_section_of_a_korean_note_becomes_an_idea() -> None:
    """Numbers, emphasis and the note's own title are no part of what an idea is called."""
    found = read("net.md", "net", KOREAN.read_text(encoding="utf-8"))
    assert [one.title for one in found.ideas] == ["VPN 접속 방법", "VPN 접속 실패", "대역 계획", "배스천", "프록시 서버"]
    assert {one.lang for one in found.ideas} == {"ko"}
    assert found.ideas[0].place.heading == "사내망 안내/VPN 접속 방법"


def test_half_finished_places_are_listed_with_their_lines() -> None:
    """A short question, a reminder and an empty bullet are no knowledge, and no draft holds them."""
    found = read("net.md", "net", KOREAN.read_text(encoding="utf-8"))
    lines = KOREAN.read_text(encoding="utf-8").split("\n")
    assert {one.flaw for one in found.leftovers} == {Flaw.UNFINISHED}
    assert [one.text for one in found.leftovers] == ["그래도 안 되면?", "TODO", "추가 예정", "점프 계정?", ""]
    assert all(one.text in lines[one.place.first - 1] for one in found.leftovers)
    assert not any("TODO" in one.text for one in found.ideas)


def test_commands_images_and_tables_are_kept_as_they_were() -> None:
    """A command keeps its line breaks in the answer and is one line in the list; an image keeps its caption and its file."""
    way, _, ranges, *_ = read("net.md", "net", KOREAN.read_text(encoding="utf-8")).ideas
    assert "```bash\ncurl -fsSL https://vpn.orchard.example/profile \\\n  -o orchard.ovpn\n```" in way.text
    assert way.commands == (
        "curl -fsSL https://vpn.orchard.example/profile -o orchard.ovpn",
        "nslookup git.orchard.internal",
    )
    assert way.images == ("image/vpn 접속.png",)
    assert "(그림: 접속 화면)" in way.text
    assert "| 운영 | 10.20.64.0/18 | 고객 트래픽 |" in ranges.text


def test_a_callout_is_a_quotation_with_its_title() -> None:
    """What kind of callout it was is left out, and its lines stay together."""
    found = idea(f"# Harbor\n\n> [!warning]- Beware\n> {LONG}\n\n{OTHER}")
    assert found.text == f"> **Beware**\n> {LONG}\n\n{OTHER}"


def test_what_exports_add_is_taken_back() -> None:
    """Toggles become headings, comments and block marks go, and a placeholder in angle brackets stays."""
    found = read(ENGLISH.name, "Runbook", ENGLISH.read_text(encoding="utf-8"))
    titles = [one.title for one in found.ideas]
    assert titles == [
        "Who is on call",
        "Rotate the harbor credentials",
        "Harbor vs orchard",
        "Deploys time out",
        "Why do we keep two clusters?",
    ]
    whole = "\n".join(one.text for one in found.ideas)
    assert "not-for-publication" not in whole
    assert "^a1b2c3" not in whole
    assert "<cluster> is never literal" in whole
    assert found.ideas[1].commands == ("harborctl rotate --pair green", "harborctl status")
    assert plain_name(ENGLISH.stem) == "Runbook"


def test_links_are_kept_and_the_bare_ones_found() -> None:
    """A link to another note is only its words."""
    found = idea(
        f"# Harbor\n\n{LONG} See [the guide](https://docs.example.com/a), https://docs.example.com/b and [it](b.md)."
    )
    assert [link.url for link in found.links] == ["https://docs.example.com/a", "https://docs.example.com/b"]
    assert found.text.endswith("and it.")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (f"## Harbor\n{LONG}\n## Orchard\n{OTHER}", ["Harbor", "Orchard"]),
        (f"**Harbor**\n{LONG}\n\n**Orchard**\n\n{OTHER}", ["Harbor", "Orchard"]),
        (f"1. Harbor\n\n{LONG}\n\n2. Orchard\n\n{OTHER}", ["Harbor", "Orchard"]),
        (f"1.1 Harbor\n\n{LONG}\n\n1.2 Orchard\n\n{OTHER}", ["Harbor", "Orchard"]),
        (f"- Harbor: {LONG}\n- Orchard - {OTHER}", ["Harbor", "Orchard"]),
        (f"* **Harbor** : {LONG}\n* Orchard\n  {OTHER}", ["Harbor", "Orchard"]),
        (f"- Harbor\n  - {LONG}\n  - {OTHER}", ["Harbor"]),
        (f"Harbor\n======\n{LONG}", ["Harbor"]),
        (f"# Harbor\n{LONG}\n#### Costs\n{OTHER}", ["Harbor", "Harbor Costs"]),
        (f"{LONG}\n\n{OTHER}", ["orchard"]),
        (f"- Ports: 22 and 443\n- Owner: Kim\n- {LONG}", ["orchard"]),
        (f"---\ntitle: Storage\n---\n{LONG}", ["Storage"]),
        (f"---\n{LONG}\n---\n\n# Harbor\n{OTHER}", ["orchard", "Harbor"]),
    ],
)
def test_headings_of_any_form_name_the_ideas(text: str, titles: list[str]) -> None:
    """Hashes, underlines, bold lines, numbers, labels of items, and the file's name where there is nothing else."""
    assert [one.title for one in of(text).ideas] == titles


def test_small_items_stay_with_the_idea_above() -> None:
    """What nobody would ask about by itself is a bullet of the answer."""
    found = idea("# Route tables\nEvery subnet has exactly one.\n\n- Destination: where it goes\n- Target: what carries it")
    assert "- **Destination**: where it goes\n- **Target**: what carries it" in found.text


def test_lines_are_those_of_the_file_whatever_was_taken_out() -> None:
    """Front matter, comments and Windows line ends do not shift what a draft says about its place."""
    text = decode(f"---\r\ntitle: x\r\n---\r\n<!-- a\r\nb -->\r\n# Harbor\r\n\r\n{LONG}\r\n".encode())
    place = idea(text).place
    assert (place.first, place.last) == (6, 8)


def test_nested_lists_keep_their_depth() -> None:
    """Code below an item stays below it."""
    found = idea(f"# Harbor\n{LONG}\n\n1. first\n   - inside it\n     - deeper\n2. second\n\n   ```sh\n   make it\n   ```\n")
    assert "1. first\n  - inside it\n    - deeper\n2. second\n\n  ```sh\n  make it\n  ```" in found.text
    assert found.commands == ("make it",)


def test_code_is_left_alone() -> None:
    """Inside code, brackets and tags are the code's own."""
    text = tidy('```sh\nif [[ -f x ]]; then echo "<b>"; fi\n```\n`[[x]]` [[Harbor|the harbor]] ==now==').text
    assert text == '```sh\nif [[ -f x ]]; then echo "<b>"; fi\n```\n`[[x]]` the harbor now'


@pytest.mark.parametrize(
    "raw",
    [
        "# 사내망\n설명".encode(),
        codecs.BOM_UTF8 + "# 사내망\n설명".encode(),
        "# 사내망\n설명".encode("cp949"),
        "# 사내망\n설명".encode("utf-16"),
    ],
)
def test_korean_is_read_whatever_editor_saved_it(raw: bytes) -> None:
    """UTF-8 with or without its mark, UTF-16 with its mark, and the older Korean encoding."""
    assert decode(raw) == "# 사내망\n설명"


@pytest.mark.parametrize(
    ("raw", "line", "why"),
    [
        (b"", 1, "empty"),
        (b" \n\n", 1, "empty"),
        (b"a\nb\x00c", 2, "binary"),
        (b"ok\ncaf\xe9 au lait\xff", 2, "UTF-8"),
        ("ok\n# заметка о сети".encode("cp1251"), 2, "UTF-8"),
        (b"x" * (5 * 1024 * 1024 + 1), 1, "larger"),
    ],
)
def test_what_is_no_text_says_so_with_its_line(raw: bytes, line: int, why: str) -> None:
    """One sentence, in both languages."""
    with pytest.raises(Unreadable) as error:
        decode(raw)
    assert error.value.line == line
    assert why in error.value.why.en
    assert error.value.why.ko


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["# ", "- ", "  ", "1. ", "> ", "**", "a: ", "가나다 ", "`", "```\n", "|", "\n", "[[", "<b>", "x. "])
    )
)
def test_nothing_that_people_type_breaks_the_reading(parts: list[str]) -> None:
    """Lines stay inside the note, and every idea has a title and a text."""
    text = "".join(parts)
    for one in of(text).ideas:
        assert one.title
        assert one.text.strip()
        assert 1 <= one.place.first <= one.place.last <= text.count("\n") + 1
