/** What a message holds beside its words: attachments, files, reactions and its replies; and whose it is. */

import { enlarge } from "./dialogs.js";
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { render } from "./renderer.js";
import { clock } from "./times.js";
import { say } from "./words.js";

/** A square with somebody's initials, in a colour of their own. */
export function avatar(name, { isBot = false, small = false } = {}) {
  const parts = name.split(/\s+/);
  const letters = isBot
    ? "rl"
    : parts
        .map((part) => part[0])
        .slice(0, 2)
        .join("")
        .toUpperCase();
  const tone = isBot ? "bot" : String([...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 5);
  return el(
    "span",
    { class: `avatar tone-${tone}${small ? " avatar-small" : ""}`, "aria-hidden": "true" },
    letters,
  );
}

/** A count of replies in words. */
export function replyCount(count) {
  return count === 1 ? say("one_reply") : say("replies", { count });
}

/** An attachment, with its coloured bar. */
export function attachment(given, scene, desk) {
  const node = el("div", { class: "attachment" });
  if (/^#?[0-9a-f]{6}$/i.test(given.color ?? ""))
    node.style.borderLeftColor = `#${given.color.replace("#", "")}`;
  if (given.blocks) node.append(...render(given.blocks, scene));
  else node.append(mrkdwn(given.text ?? given.fallback ?? "", desk.workspace.names));
  return node;
}

/** A file: a picture is shown, anything else linked. */
export function file(given) {
  const url = new URL(given.url ?? given.url_private, location.href).pathname;
  const name = given.title || given.name;
  if (!given.mimetype?.startsWith("image/"))
    return el(
      "a",
      { class: "file", href: url, download: given.name, rel: "noopener", "data-testid": "file" },
      `📎 ${name}`,
    );
  const alt = given.alt_txt || name;
  const open = {
    type: "button",
    class: "image-button",
    title: say("enlarge"),
    "data-testid": "picture",
    on: { click: () => enlarge(url, alt) },
  };
  return el(
    "figure",
    { class: "block image" },
    el("figcaption", {}, name),
    el("button", open, el("img", { class: "block-image", src: url, alt })),
  );
}

/** What stands under a message: reactions, replies, and what the bot is doing. */
export function under(message, desk, inThread) {
  const parts = [];
  if (message.reactions?.length) {
    const one = ({ name, users }) =>
      el(
        "span",
        {
          class: "reaction",
          title: `:${name}: ${users.map((id) => desk.workspace.label(id) ?? id).join(", ")}`,
          data: { name },
        },
        emoji(name) ?? `:${name}:`,
        ` ${users.length}`,
      );
    parts.push(el("div", { class: "reactions" }, message.reactions.map(one)));
  }
  const status = desk.workspace.status.get(`${desk.channel}:${message.ts}`);
  if (inThread) return parts;
  if (message.reply_count) {
    const last = desk.workspace.replies(desk.channel, message.ts).at(-1);
    const who = [
      ...new Set(desk.workspace.replies(desk.channel, message.ts).map((reply) => reply.user)),
    ].slice(0, 3);
    const open = {
      type: "button",
      class: "replies",
      "data-testid": "replies",
      on: { click: () => desk.openThread(message.ts, true) },
    };
    const faces = who.map((id) =>
      avatar(desk.workspace.label(id) ?? id, { isBot: id === desk.workspace.bot.id, small: true }),
    );
    parts.push(
      el(
        "button",
        open,
        faces,
        el("span", { class: "replies-count" }, replyCount(message.reply_count)),
        last && el("span", { class: "message-time" }, clock(last)),
      ),
    );
  }
  if (status) parts.push(statusLine(desk.workspace, status));
  return parts;
}

/** The line that says what the bot is doing. */
export function statusLine(workspace, status) {
  return el(
    "div",
    { class: "status", role: "status", "data-testid": "status" },
    el("span", { class: "pulse", "aria-hidden": "true" }),
    say("is_doing", { name: workspace.bot.name, status }),
  );
}
