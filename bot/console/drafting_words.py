"""What `routelore build` says, Korean and English side by side."""

from __future__ import annotations

from diagnostics.model.words import Words
from knowledge.drafting.ideas import Flaw
from knowledge.drafting.plan import Fate

NO_SUCH_FILE = Words(
    ko="그런 파일이나 폴더가 없어요: {path}. 경로를 확인해 주세요.",
    en="{path} does not exist. Check the path of the note or the folder.",
)
NOT_MARKDOWN = Words(
    ko="Markdown 파일이 아니에요: {path}. 이름이 .md나 .markdown으로 끝나는 파일, 또는 그런 파일이 든 폴더를 주세요.",
    en="{path} is no Markdown file. Give a file that ends in .md or .markdown, or a folder of such files.",
)
NO_NOTES = Words(
    ko="{path} 폴더에 Markdown 파일(.md, .markdown)이 없어요. 노트가 있는 폴더를 주세요.",
    en="The folder {path} has no Markdown files (.md, .markdown). Name the folder that holds the notes.",
)
UNREADABLE = Words(ko="{path}:{line}: 읽을 수 없어요. {why}", en="{path}:{line}: cannot be read. {why}")
INTO_A_FILE = Words(
    ko="--into에 폴더가 아니라 파일을 줬어요: {path}. 초안을 둘 폴더를 주세요.",
    en="--into {path} is a file. Name a folder for the drafts.",
)
NOT_ALLOWED = Words(ko="열 수 없어요({reason}).", en="It cannot be opened ({reason}).")
READING = Words(ko="노트 읽는 중 {done}/{total}", en="Reading notes {done}/{total}")
DRAFTING = Words(ko="초안 만드는 중 {done}/{total}", en="Drafting {done}/{total}")

SUMMARY = Words(ko="노트 {notes}개를 읽었어요. 초안은 {into}에 있어요.", en="{notes} notes read. The drafts are in {into}.")
HEADS = {
    Fate.CREATED: Words(ko="새 초안", en="New drafts"),
    Fate.UPDATED: Words(ko="노트에 맞춰 고친 초안", en="Drafts brought up to date with the notes"),
    Fate.CHANGED: Words(
        ko="사람이 고치거나 검토한 뒤에 노트가 바뀐 항목 (그대로 뒀어요)",
        en="Notes changed since somebody edited or reviewed these (left as they are)",
    ),
    Fate.VANISHED: Words(ko="노트에서 사라진 항목 (지우지 않았어요)", en="Gone from the notes (nothing was deleted)"),
}
KEPT = Words(ko="그대로인 항목 {count}개", en="{count} unchanged")
COVERED = Words(ko="이미 답할 수 있어서 초안을 만들지 않은 내용", en="Already answered, so not drafted")
COVERED_BY = Words(ko="{title} → {entry}", en="{title} → {entry}")
BEYOND = Words(ko="항목에는 없고 노트에만 있는 내용: {facts}", en="only in the notes: {facts}")
UNCOVERED = Words(
    ko="아직 답이 없는 내용은 {count}개예요. 초안을 검토하면 답할 수 있어요.",
    en="{count} things in the notes have no reviewed answer yet; they wait as drafts.",
)
ALL_COVERED = Words(ko="답하지 못하는 내용은 없어요.", en="There is nothing that no entry answers.")
LEFT_OUT = Words(ko="초안을 만들지 못한 곳", en="Places that gave no draft")
FLAWS = {
    Flaw.UNFINISHED: Words(ko="쓰다 만 곳", en="half-finished"),
    Flaw.TOO_LITTLE: Words(ko="내용이 너무 적음", en="says too little"),
    Flaw.TOO_LONG: Words(ko="너무 김, 제목으로 나눠 주세요", en="too long, part it with headings"),
}
FAILURES = Words(ko="읽지 못한 파일", en="Files that could not be read")
RENAMED = Words(ko="예전 제목: {heading}", en="was: {heading}")
NEW_SENTENCE = Words(ko="새 문장: {text}", en="new: {text}")
GONE = Words(ko="없어진 문장 {count}개", en="{count} sentences gone")
MORE = Words(ko="… 외 {count}개. 전부 보려면 --format json", en="… and {count} more; --format json shows all")
NEXT = Words(
    ko=(
        "다음: {check} 명령을 실행하면 초안마다 빠진 것이 나와요. 채운 다음 state: draft 줄을 지우고 reviewed에 날짜를 "
        "적으면 답에 쓰여요."
    ),
    en=(
        "Next: {check} lists what each draft lacks. Fill it in, delete the line state: draft and date it under reviewed; "
        "then it answers."
    ),
)
NEXT_ELSEWHERE = Words(
    ko=(
        "다음: {check} 명령을 실행하면 초안마다 빠진 것이 나와요. 채운 다음 state: draft 줄을 지우고 reviewed에 날짜를 "
        "적어서 팀 지식 폴더(ROUTELORE_KNOWLEDGE)의 entries로 옮기면 답에 쓰여요."
    ),
    en=(
        "Next: {check} lists what each draft lacks. Fill it in, delete the line state: draft, date it under reviewed and "
        "move it into the entries of your team's folder (ROUTELORE_KNOWLEDGE); then it answers."
    ),
)

DRAFT = Words(
    ko="{where}: 초안이라 답에 쓰지 않아요. 빠진 것: {fields}", en="{where}: a draft, never served; it lacks {fields}"
)
DRAFTS = Words(ko="검토를 기다리는 초안이 {count}개 있어요.", en="{count} drafts wait for review; none of them is served.")
