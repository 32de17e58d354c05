"""What is said in the terminal while taught answers are written into files."""

from __future__ import annotations

from diagnostics.model.words import Words

NO_DATABASE = Words(
    ko="{path}에 데이터베이스가 없어요. 봇이 쓰는 것과 같은 ROUTELORE_DATABASE_URL로 실행해 주세요.",
    en="There is no database at {path}. Run this with the ROUTELORE_DATABASE_URL that the bot has.",
)
NOTHING_TAUGHT = Words(
    ko="채팅에서 알려 준 답 가운데 지금 쓰이는 것이 없어요. 내보낼 것이 없어요.",
    en="No answer that was taught in chat is in service, so there is nothing to export.",
)
SEVERAL_TEAMS = Words(
    ko="데이터베이스에 워크스페이스가 여럿이에요. --team으로 하나를 골라 주세요: {teams}",
    en="The database knows several workspaces. Choose one with --team: {teams}",
)
NO_SUCH_TEAM = Words(
    ko="{team} 워크스페이스에는 알려 준 답이 없어요. 있는 것: {teams}",
    en="The workspace {team} taught nothing that is in service. These did: {teams}",
)
NO_FOLDER = Words(
    ko="{path} 경로는 폴더가 아니에요. --into에 팀 지식 폴더를 적어 주세요.",
    en="{path} is no folder. Give --into the team's folder of knowledge.",
)
OTHERS_FILE = Words(
    ko="{path} 파일에 다른 항목(id: {id})이 있어서 아무것도 쓰지 않았어요. 옮기거나 이름을 바꾼 뒤 다시 실행해 주세요.",
    en="{path} holds another entry (id: {id}), so nothing was written. Move or rename it and run this again.",
)
TOPICS_ODD = Words(
    ko="{path}에 주제를 더할 수 없어요({reason}). 다음 줄을 직접 넣고 다시 실행해 주세요: {rows}",
    en="The topics cannot be added to {path} ({reason}). Add these rows yourself and run this again: {rows}",
)
NEW = Words(ko="새로 씀: {path}", en="new: {path}")
RENEWED = Words(ko="바뀜: {path}", en="changed: {path}")
SAME = Words(ko="그대로: {path}", en="unchanged: {path}")
REVIEWED = Words(
    ko="그대로 둠: {path} (검토를 마친 항목이라 초안으로 되돌리지 않아요)",
    en="kept: {path} (somebody finished it; a draft does not take its place)",
)
TOPICS_ADDED = Words(ko="주제 {count}개 추가: {path}", en="topics added: {count} in {path}")
LACKS = Words(ko="  초안이에요. 채울 것: {fields}", en="  a draft; still lacks {fields}")
