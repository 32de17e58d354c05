"""What is said around answers from the notes, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.words import Words

if TYPE_CHECKING:
    from knowledge.entry import Source
    from knowledge.glossary import Outside

#: The notes that the product's entries come from have no other name than that; a team's own are called by theirs.
OUR_NOTES = "notes.md"
#: What is said to the bot rather than asked of the notes: it is answered with what the bot is for.
TALK = frozenset({"chitchat", "injection"})

SOURCE = Words(ko="출처: 노트 {heading}", en="Source: notes, {heading}")
OWN_SOURCE = Words(ko="출처: {note}, {heading}", en="Source: {note}, {heading}")
TAUGHT = Words(ko="출처: 팀에서 알려 준 답", en="Source: taught by the team")
APPROVED = Words(ko="승인 {day}", en="approved {day}")
REVIEWED = Words(ko="마지막 검토 {day}", en="last reviewed {day}")
MISSING = Words(
    ko="모르겠어요. 노트에 이 질문의 답이 없어요.",
    en="I don't know. The notes do not answer this question.",
)
NOT_IN_THE_NOTES = Words(
    ko="{topic} 쪽 질문 같은데, 노트에서 다루지 않는 주제예요. {where}",
    en="This looks like a question about {topic}, which the notes leave out. {where}",
)
NONE_OF_THESE = Words(ko="이 중에 없어요", en="None of these")
I_KNOW = Words(ko="답을 알아요", en="I know the answer")

# --- the notes' files -------------------------------------------------------------------------------------------------
NOTES_BROKEN = Words(
    ko=":warning: 노트 파일에 문제가 있어서 방금 바뀐 내용을 반영하지 못했어요. 고칠 때까지는 바뀌기 전 노트로 답해요.",
    en=":warning: A file of the notes has a mistake, so the latest changes are not in service. "
    "Until it is mended, I answer from the notes as they were before.",
)
NOTES_BROKEN_AT = Words(ko="{place} 파일: {message}", en="{place} {message}")
NOTES_HOW_TO_CHECK = Words(
    ko="고친 뒤 저장하면 자동으로 반영돼요. 저장하기 전에 {command}로 확인할 수도 있어요.",
    en="Save the mended file and it takes effect by itself. {command} tells whether all is well.",
)
NOTES_MENDED = Words(
    ko=":white_check_mark: 노트 파일이 다시 정상이에요. 이제 새 내용으로 답해요.",
    en=":white_check_mark: The files of the notes are fine again. I answer from the new version now.",
)


def source(one: Source) -> Words:
    """Give where an entry comes from, with a place for the heading."""
    return SOURCE if one.note == OUR_NOTES else OWN_SOURCE


def is_talk(outside: Outside | None) -> bool:
    """Say whether what was said is no question for anybody's notes."""
    return outside is not None and outside.group in TALK


def refusal(outside: Outside | None) -> Words:
    """Give what is said where nothing is known: what the question is about, if that has a name, and where to ask instead."""
    if outside is None:
        return MISSING
    where = Words(ko=outside.where.ko, en=outside.where.en)
    if is_talk(outside):
        return where
    ko = NOT_IN_THE_NOTES.ko.format(topic=outside.name.ko, where=where.ko)
    en = NOT_IN_THE_NOTES.en.format(topic=outside.name.en, where=where.en)
    return Words(ko=f"{MISSING.ko}\n{ko}", en=f"{MISSING.en}\n{en}")
