/** Messages as they stand in a list: who, when, what, its files, reactions, replies and the menu on it. */

import { el, icon, iconButton } from "./dom.js";
import { enlarge } from "./dialogs.js";
import { emoji } from "./emoji.js";
import { menu } from "./menus.js";
import { decoded, mrkdwn } from "./mrkdwn.js";
import { render } from "./renderer.js";
import { isReply } from "./workspace.js";
import { language, say } from "./words.js";

const GROUP_SECONDS = 300;

/** These messages as items of a list, with a line between days and one head over what one person said in a row. */
export function messageItems(messages, desk, { inThread = false } = {}) {
  const items = [];
  let before = null;
  messages.forEach((message, index) => {
    const isRoot = inThread && index === 0;
    if (!inThread && !sameDay(before, message)) items.push(line(`day-${message.ts}`, dayName(message)));
    items.push(item(message, desk, { inThread, joined: follows(before, message) && sameDay(before, message) }));
    if (isRoot && messages.length > 1) items.push(line("count", replyCount(messages.filter((one) => isReply(one) && !one.ephemeral_for).length)));
    before = isRoot ? null : message;
  });
  return items;
}

function item(message, desk, options) {
  const { workspace, channel } = desk;
  const around = [workspace.me, options, desk.editing === message.ts, workspace.status.get(`${channel}:${message.ts}`)];
  const last = options.inThread ? null : workspace.replies(channel, message.ts).at(-1)?.ts;
  return { key: message.ts, signature: JSON.stringify([message, around, last]), make: () => messageNode(message, desk, options) };
}

function line(key, words) {
  return { key, signature: words, make: () => el("div", { class: "line", role: "separator" }, el("span", {}, words)) };
}

function follows(before, message) {
  if (!before || before.user !== message.user || before.reply_count || Boolean(before.ephemeral_for) !== Boolean(message.ephemeral_for)) return false;
  return Number(message.ts) - Number(before.ts) < GROUP_SECONDS;
}

function sameDay(before, message) {
  return before !== null && when(before).toDateString() === when(message).toDateString();
}

function when(message) {
  return new Date(Number(message.ts) * 1000);
}

function dayName(message) {
  const date = when(message);
  if (date.toDateString() === new Date().toDateString()) return say("today");
  return new Intl.DateTimeFormat(language(), { month: "long", day: "numeric", weekday: "long" }).format(date);
}

/** A count of replies in words. */
export function replyCount(count) {
  return count === 1 ? say("one_reply") : say("replies", { count });
}

/** A square with somebody's initials, in a colour of their own. */
export function avatar(name, { isBot = false, small = false } = {}) {
  const parts = name.split(/\s+/);
  const letters = isBot ? "rl" : parts.map((part) => part[0]).slice(0, 2).join("").toUpperCase();
  const tone = isBot ? "bot" : String([...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 5);
  return el("span", { class: `avatar tone-${tone}${small ? " avatar-small" : ""}`, "aria-hidden": "true" }, letters);
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
  const time = el("time", { class: "message-time", datetime: when(message).toISOString(), title: when(message).toLocaleString(language()) }, clock(message));
  const head = el("div", { class: "message-head" }, el("span", { class: "message-author" }, name), isBot && el("span", { class: "badge" }, say("app")), time);
  const body = el("div", { class: "message-body" }, !joined && head, ...content(message, desk), ...under(message, desk, inThread));
  const side = joined ? el("span", { class: "message-gutter message-time", "aria-hidden": "true" }, shortClock(message)) : avatar(name, { isBot });
  node.append(side, body, ...toolbar(message, desk, inThread));
  return node;
}

function clock(message) {
  return new Intl.DateTimeFormat(language(), { hour: "numeric", minute: "2-digit" }).format(when(message));
}

function shortClock(message) {
  return when(message).toTimeString().slice(0, 5);
}

function content(message, desk) {
  const parts = [];
  if (message.ephemeral_for) parts.push(el("div", { class: "only-you", "data-testid": "ephemeral" }, icon("eye"), say("only_you")));
  if (desk.editing === message.ts) return [...parts, editor(message, desk)];
  const scene = desk.messageScene(message);
  if (message.blocks?.length) parts.push(el("div", { class: "blocks" }, render(message.blocks, scene)));
  else if (message.text) {
    const text = el("div", { class: "message-text" }, mrkdwn(message.text, desk.workspace.names));
    if (message.edited) text.append(el("span", { class: "edited" }, ` ${say("edited")}`));
    parts.push(text);
  }
  parts.push(...(message.attachments ?? []).map((one) => attachment(one, scene, desk)), ...(message.files ?? []).map(file));
  return parts;
}

function attachment(given, scene, desk) {
  const node = el("div", { class: "attachment" });
  if (/^#?[0-9a-f]{6}$/i.test(given.color ?? "")) node.style.borderLeftColor = `#${given.color.replace("#", "")}`;
  if (given.blocks) node.append(...render(given.blocks, scene));
  else node.append(mrkdwn(given.text ?? given.fallback ?? "", desk.workspace.names));
  return node;
}

function file(given) {
  const url = new URL(given.url ?? given.url_private, location.href).pathname;
  const name = given.title || given.name;
  if (!given.mimetype?.startsWith("image/")) return el("a", { class: "file", href: url, target: "_blank", rel: "noopener" }, name);
  const alt = given.alt_txt || name;
  const open = { type: "button", class: "image-button", title: say("enlarge"), "data-testid": "picture", on: { click: () => enlarge(url, alt) } };
  return el("figure", { class: "block image" }, el("figcaption", {}, name), el("button", open, el("img", { class: "block-image", src: url, alt })));
}

function under(message, desk, inThread) {
  const parts = [];
  if (message.reactions?.length) {
    const one = ({ name, users }) =>
      el("span", { class: "reaction", title: `:${name}: ${users.map((id) => desk.workspace.label(id) ?? id).join(", ")}`, data: { name } }, emoji(name) ?? `:${name}:`, ` ${users.length}`);
    parts.push(el("div", { class: "reactions" }, message.reactions.map(one)));
  }
  const status = desk.workspace.status.get(`${desk.channel}:${message.ts}`);
  if (inThread) return parts;
  if (message.reply_count) {
    const last = desk.workspace.replies(desk.channel, message.ts).at(-1);
    const who = [...new Set(desk.workspace.replies(desk.channel, message.ts).map((reply) => reply.user))].slice(0, 3);
    const open = { type: "button", class: "replies", "data-testid": "replies", on: { click: () => desk.openThread(message.ts, true) } };
    const faces = who.map((id) => avatar(desk.workspace.label(id) ?? id, { isBot: id === desk.workspace.bot.id, small: true }));
    parts.push(el("button", open, faces, el("span", { class: "replies-count" }, replyCount(message.reply_count)), last && el("span", { class: "message-time" }, clock(last))));
  }
  if (status) parts.push(statusLine(desk.workspace, status));
  return parts;
}

/** The line that says what the bot is doing. */
export function statusLine(workspace, status) {
  return el("div", { class: "status", role: "status", "data-testid": "status" }, el("span", { class: "pulse", "aria-hidden": "true" }), say("is_doing", { name: workspace.bot.name, status }));
}

function toolbar(message, desk, inThread) {
  const own = message.user === desk.workspace.me;
  const items = desk.workspace.shortcuts
    .filter((shortcut) => shortcut.type === "message")
    .map((shortcut) => ({ label: shortcut.name, hint: desk.workspace.bot.name, testid: `shortcut-${shortcut.callback_id}`, choose: () => desk.shortcut(shortcut, message) }));
  if (own) items.push({ label: say("edit"), testid: "edit", choose: () => desk.edit(message.ts) });
  const buttons = [];
  if (!inThread && !message.ephemeral_for) {
    const ts = isReply(message) ? message.thread_ts : message.ts;
    buttons.push(iconButton("reply", say("reply_in_thread"), () => desk.openThread(ts, true), { "data-testid": "reply-in-thread" }));
  }
  if (items.length && !message.ephemeral_for) {
    buttons.push(iconButton("more", say("more_actions"), (event) => menu(event.currentTarget, items), { "data-testid": "message-menu", "aria-haspopup": "menu" }));
  }
  return buttons.length ? [el("div", { class: "message-tools" }, buttons)] : [];
}

function editor(message, desk) {
  const field = el("textarea", { class: "field", rows: "3", "aria-label": say("edit"), value: asTyped(message.text, desk.workspace) });
  const save = () => desk.saveEdit(message, field.value);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") desk.edit(null);
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      save();
    }
  });
  queueMicrotask(() => field.focus());
  const cancel = el("button", { type: "button", class: "button", on: { click: () => desk.edit(null) } }, say("cancel"));
  return el("div", { class: "editor" }, field, el("div", { class: "dialog-buttons" }, cancel, el("button", { type: "button", class: "button button-primary", on: { click: save } }, say("save"))));
}

/** What a person would have typed for a text that Slack keeps. */
function asTyped(text, workspace) {
  const said = text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => {
    if (target.startsWith("@")) return `@${[workspace.bot, ...workspace.users].find((one) => one.id === target.slice(1))?.name ?? target.slice(1)}`;
    if (target.startsWith("#")) return `#${workspace.channels.get(target.slice(1))?.name ?? label}`;
    return label ?? target;
  });
  return decoded(said);
}
