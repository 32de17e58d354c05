/** The page's own words, in Korean and in English. What the bot says is none of these. */

const WORDS = {
  act_as: ["누구로 볼까요", "Act as"],
  role_admin: ["관리자", "Admin"],
  role_lead: ["팀 리드, 관리자", "Team lead, admin"],
  role_engineer: ["엔지니어", "Engineer"],
  role_newcomer: ["신규 입사자", "Newcomer"],
  app: ["앱", "App"],
  apps: ["앱", "Apps"],
  channels: ["채널", "Channels"],
  home: ["홈", "Home"],
  menu: ["메뉴 열기", "Open the menu"],
  close: ["닫기", "Close"],
  send: ["보내기", "Send"],
  message_to: ["{place}에 메시지 보내기", "Message {place}"],
  reply_to: ["답글 달기…", "Reply…"],
  keys: ["Enter 보내기 · Shift+Enter 줄바꿈", "Enter to send · Shift+Enter for a new line"],
  try_this: ["이렇게 해 보세요", "Things to try"],
  thread: ["스레드", "Thread"],
  reply_in_thread: ["스레드에서 답글 달기", "Reply in thread"],
  replies: ["답글 {count}개", "{count} replies"],
  one_reply: ["답글 1개", "1 reply"],
  more_actions: ["메시지 메뉴", "More actions"],
  edit: ["메시지 수정", "Edit message"],
  edited: ["(수정됨)", "(edited)"],
  save: ["저장", "Save"],
  cancel: ["취소", "Cancel"],
  attach: ["파일 첨부 (끌어다 놓아도 돼요)", "Attach a file (or drop it here)"],
  detach: ["첨부 취소", "Remove the file"],
  shortcuts: ["바로 가기", "Shortcuts"],
  only_you: ["나에게만 표시됨", "Only visible to you"],
  is_doing: ["{name} {status}", "{name} {status}"],
  members: ["멤버 {count}명", "{count} members"],
  empty_channel: ["아직 아무도 말하지 않았어요.", "Nobody has said anything yet."],
  empty_channel_hint: [
    "아래 예시를 눌러 채워 넣고 Enter를 눌러 보세요.",
    "Pick one of these, then press Enter.",
  ],
  empty_dm: [
    "{name}와 나누는 대화예요. 멘션 없이 바로 물어보세요.",
    "This is between you and {name}. No mention needed.",
  ],
  not_a_member: [
    "{name}는 이 채널에 없어요. 멘션해도 듣지 못해요.",
    "{name} is not in this channel and hears nothing here.",
  ],
  empty_home: ["{name}가 아직 홈을 만들지 않았어요.", "{name} has not published a Home tab yet."],
  no_commands_in_threads: [
    "스레드에서는 슬래시 명령을 쓸 수 없어요.",
    "Slash commands do not work in threads.",
  ],
  enlarge: ["크게 보기", "Enlarge"],
  traffic: ["앱이 주고받은 요청", "Traffic with the app"],
  traffic_hint: [
    "← 표시는 앱이 Slack에 보낸 호출, → 표시는 앱이 받은 요청이에요.",
    "← is what the app called, → is what it was sent.",
  ],
  to_app: ["앱으로", "to app"],
  from_app: ["앱에서", "from app"],
  no_traffic: ["아직 아무것도 오가지 않았어요.", "Nothing has gone either way yet."],
  disconnected: ["서버와 연결이 끊겼어요. 다시 연결하는 중…", "Connection lost. Reconnecting…"],
  failed: ["실패했어요: {error}", "That did not work: {error}"],
  app_silent: ["앱이 응답하지 않았어요({error}).", "The app did not answer ({error})."],
  submitting: ["보내는 중…", "Submitting…"],
  back: ["뒤로", "Back"],
  optional: ["(선택)", "(optional)"],
  required: ["필수 항목이에요.", "Please fill this in."],
  choose: ["고르기", "Choose"],
  no_options: ["맞는 항목이 없어요.", "Nothing matches."],
  unknown_block: ["이 페이지가 모르는 블록: {type}", "Unknown block: {type}"],
  live_mention: ["실제로 알림이 가는 멘션", "a live mention that notifies people"],
  today: ["오늘", "Today"],
  sample: ["연습용 워크스페이스", "A workspace to practise in"],
  latest: ["새 메시지 보기", "New messages"],
};

let lang = "en";

/** Speak this language from now on: Korean for a `ko-…` locale, English otherwise. */
export function speak(locale) {
  lang = String(locale ?? "").startsWith("ko") ? "ko" : "en";
  document.documentElement.lang = lang;
}

/** The language that is spoken. */
export function language() {
  return lang;
}

/** One of the page's words with its particulars filled in. */
export function say(key, particulars = {}) {
  const row = WORDS[key];
  if (!row) throw new Error(`words.js has no ${key}`);
  return row[lang === "ko" ? 0 : 1].replace(/\{(\w+)\}/g, (whole, name) =>
    String(particulars[name] ?? whole),
  );
}
