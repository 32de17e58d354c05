/** Messages as they stand in a list: who, when and what, with the menu on each. */

import { el, icon, iconButton } from "./dom.js";
import { editor } from "./editor.js";
import { menu } from "./menus.js";
import { attachment, avatar, file, replyCount, under } from "./message_parts.js";
import { mrkdwn } from "./mrkdwn.js";
import { render } from "./renderer.js";
import { clock, dayName, sameDay, shortClock, when } from "./times.js";
import { language, say } from "./words.js";
import { isReply } from "./workspace.js";

const GROUP_SECONDS = 300;

/** These messages as items of a list, with a line between days and one head over what one person said in a row. */
export function messageItems(messages, desk, { inThread = false } = {}) {
  const items = [];
  let before = null;
  messages.forEach((message, index) => {
    const isRoot = inThread && index === 0;
    if (!inThread && !sameDay(before, message)) items.push(line(`day-${message.ts}`, dayName(message)));
    items.push(
      item(message, desk, { inThread, joined: follows(before, message) && sameDay(before, message) }),
    );
    if (isRoot && messages.length > 1)
      items.push(
        line("count", replyCount(messages.filter((one) => isReply(one) && !one.ephemeral_for).length)),
      );
    before = isRoot ? null : message;
  });
  return items;
}

function item(message, desk, options) {
  const { workspace, channel } = desk;
  const around = [
    workspace.me,
    options,
    desk.editing === message.ts,
    workspace.status.get(`${channel}:${message.ts}`),
  ];
  const last = options.inThread ? null : workspace.replies(channel, message.ts).at(-1)?.ts;
  return {
    key: message.ts,
    signature: JSON.stringify([message, around, last]),
    make: () => messageNode(message, desk, options),
  };
}

function line(key, words) {
  return {
    key,
    signature: words,
    make: () => el("div", { class: "line", role: "separator" }, el("span", {}, words)),
  };
}

function follows(before, message) {
  if (
    !before ||
    before.user !== message.user ||
    before.reply_count ||
    Boolean(before.ephemeral_for) !== Boolean(message.ephemeral_for)
  )
    return false;
  return Number(message.ts) - Number(before.ts) < GROUP_SECONDS;
}

function messageNode(message, desk, { inThread, joined }) {
  const { workspace } = desk;
  const name = workspace.label(message.user) ?? message.username ?? message.user;
  const isBot = Boolean(message.bot_id);
  const node = el("article", {
    class: `message${joined ? " message-joined" : ""}${message.ephemeral_for ? " message-ephemeral" : ""}`,
    "data-testid": "message",
    "aria-label": name,
    data: { ts: message.ts, author: message.user, thread: message.thread_ts ?? "" },
  });
  const time = el(
    "time",
    {
      class: "message-time",
      datetime: when(message).toISOString(),
      title: when(message).toLocaleString(language()),
    },
    clock(message),
  );
  const head = el(
    "div",
    { class: "message-head" },
    el("span", { class: "message-author" }, name),
    isBot && el("span", { class: "badge" }, say("app")),
    time,
  );
  const body = el(
    "div",
    { class: "message-body" },
    !joined && head,
    ...content(message, desk),
    ...under(message, desk, inThread),
  );
  const side = joined
    ? el("span", { class: "message-gutter message-time", "aria-hidden": "true" }, shortClock(message))
    : avatar(name, { isBot });
  node.append(side, body, ...toolbar(message, desk, inThread));
  return node;
}

function content(message, desk) {
  const parts = [];
  if (message.ephemeral_for)
    parts.push(el("div", { class: "only-you", "data-testid": "ephemeral" }, icon("eye"), say("only_you")));
  if (desk.editing === message.ts) return [...parts, editor(message, desk)];
  const scene = desk.messageScene(message);
  if (message.blocks?.length) parts.push(el("div", { class: "blocks" }, render(message.blocks, scene)));
  else if (message.text) {
    const text = el("div", { class: "message-text" }, mrkdwn(message.text, desk.workspace.names));
    if (message.edited) text.append(el("span", { class: "edited" }, ` ${say("edited")}`));
    parts.push(text);
  }
  parts.push(
    ...(message.attachments ?? []).map((one) => attachment(one, scene, desk)),
    ...(message.files ?? []).map(file),
  );
  return parts;
}

function toolbar(message, desk, inThread) {
  const own = message.user === desk.workspace.me;
  const items = desk.workspace.shortcuts
    .filter((shortcut) => shortcut.type === "message")
    .map((shortcut) => ({
      label: shortcut.name,
      hint: desk.workspace.bot.name,
      testid: `shortcut-${shortcut.callback_id}`,
      choose: () => desk.shortcut(shortcut, message),
    }));
  if (own) items.push({ label: say("edit"), testid: "edit", choose: () => desk.edit(message.ts) });
  const buttons = [];
  if (!inThread && !message.ephemeral_for) {
    const ts = isReply(message) ? message.thread_ts : message.ts;
    buttons.push(
      iconButton("reply", say("reply_in_thread"), () => desk.openThread(ts, true), {
        "data-testid": "reply-in-thread",
      }),
    );
  }
  if (items.length && !message.ephemeral_for) {
    buttons.push(
      iconButton("more", say("more_actions"), (event) => menu(event.currentTarget, items), {
        "data-testid": "message-menu",
        "aria-haspopup": "menu",
      }),
    );
  }
  return buttons.length ? [el("div", { class: "message-tools" }, buttons)] : [];
}
