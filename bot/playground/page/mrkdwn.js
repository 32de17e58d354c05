/**
 * Slack's mrkdwn as DOM nodes, with Slack's own rules: `*bold*` wants a boundary on both sides (so `*굵게*입니다` stays
 * as typed; a zero-width space is a boundary), `<…>` is always live, and only &lt; &gt; &amp; are decoded.
 */

import { el } from "./dom.js";
import { emoji, withEmoji } from "./emoji.js";
import { say } from "./words.js";

const WORD = /[\p{L}\p{N}\p{M}]/u;
const STYLES = { "*": "strong", _: "em", "~": "s" };
const WEB = /^https?:\/\/[^\s<>|]+/;
const SAFE = /^(?:https?:|mailto:)/i;
const BULLET = /^(\s*)([•◦▪‣]|\d{1,3}[.)])\s+/u;

/** The text with Slack's three entities decoded, once. */
export function decoded(text) {
  return text.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);
}

/** A mrkdwn text as nodes. `names` finds persons and channels by id; `verbatim` leaves bare addresses alone. */
export function mrkdwn(text, names, verbatim = false) {
  const parts = [];
  const fenced = /```\n?([\s\S]+?)\n?```/g;
  let at = 0;
  for (const match of text.matchAll(fenced)) {
    parts.push(...lines(text.slice(at, match.index).replace(/\n$/, ""), names, verbatim));
    parts.push(el("pre", { class: "code-block", tabindex: "0" }, live(match[1], names)));
    at = match.index + match[0].length;
  }
  parts.push(...lines(at ? text.slice(at).replace(/^\n/, "") : text, names, verbatim));
  const fragment = document.createDocumentFragment();
  fragment.append(...parts);
  return fragment;
}

/** A plain text as nodes: line breaks, and emoji where the text object asks for them. */
export function plain(text, withNames = true) {
  const shown = withNames ? withEmoji(text) : text;
  const fragment = document.createDocumentFragment();
  shown.split("\n").forEach((line, index) => fragment.append(...(index ? [el("br"), line] : [line])));
  return fragment;
}

function lines(text, names, verbatim) {
  if (!text) return [];
  const nodes = [];
  let quote = null;
  let toTheEnd = false;
  let needsBreak = false;
  for (const line of text.split("\n")) {
    const mark = /^(?:>|&gt;)(?:(?:>|&gt;){2})?/.exec(line);
    if (mark || toTheEnd) {
      const inner = toTheEnd ? line : line.slice(mark[0].length).replace(/^ /, "");
      toTheEnd ||= mark[0].replaceAll("&gt;", ">") === ">>>";
      if (quote) quote.append(el("br"));
      else nodes.push((quote = el("blockquote", {})));
      quote.append(...inline(inner, names, verbatim));
      needsBreak = false;
      continue;
    }
    quote = null;
    const bullet = BULLET.exec(line);
    if (bullet) {
      nodes.push(el("span", { class: "bullet-line" }, ...inline(line, names, verbatim)));
      needsBreak = false;
      continue;
    }
    if (needsBreak) nodes.push(el("br"));
    nodes.push(...inline(line, names, verbatim));
    needsBreak = true;
  }
  return nodes;
}

/** One line's nodes: tokens in angle brackets, code, styles, emoji, and bare addresses unless verbatim. */
function inline(text, names, verbatim) {
  const nodes = [];
  let words = "";
  let at = 0;
  const flush = () => {
    if (words) nodes.push(withEmojiNodes(decoded(words)));
    words = "";
  };
  while (at < text.length) {
    const found = token(text, at, names, verbatim);
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
    } else {
      words += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

function token(text, at, names, verbatim) {
  const letter = text[at];
  if (letter === "<") {
    const end = text.indexOf(">", at);
    return end > at + 1 ? { node: angle(text.slice(at + 1, end), names), end: end + 1 } : null;
  }
  if (letter === "`") {
    const end = text.indexOf("`", at + 1);
    return end > at + 1 ? { node: el("code", {}, live(text.slice(at + 1, end), names)), end: end + 1 } : null;
  }
  if (STYLES[letter]) return styled(text, at, names, verbatim);
  if (!verbatim && letter === "h" && !isWord(text[at - 1])) {
    const found = WEB.exec(text.slice(at));
    const url = found?.[0].replace(/[.,;:!?)]+$/, "");
    if (url) return { node: link(decoded(url), decoded(url)), end: at + url.length };
  }
  return null;
}

/**
 * Bold, italic or struck text, where Slack sees a boundary before its opening and after its closing mark. The next mark
 * closes or nothing does; only an underscore inside a word is no mark.
 */
function styled(text, at, names, verbatim) {
  const mark = text[at];
  if (isWord(text[at - 1]) || text[at - 1] === mark || text[at + 1] === mark || isSpace(text[at + 1]))
    return null;
  let end = text.indexOf(mark, at + 2);
  while (mark === "_" && end > 0 && isWord(text[end - 1]) && isWord(text[end + 1]))
    end = text.indexOf(mark, end + 1);
  if (end < 0 || isSpace(text[end - 1]) || isWord(text[end + 1])) return null;
  return { node: el(STYLES[mark], {}, ...inline(text.slice(at + 1, end), names, verbatim)), end: end + 1 };
}

function isWord(letter) {
  return letter !== undefined && WORD.test(letter);
}

function isSpace(letter) {
  return letter === undefined || /\s/.test(letter);
}

/** Text inside code: nothing is styled, but `<…>` stays live, as it does in Slack. */
function live(text, names) {
  return text
    .split(/(<[^<>\n]+>)/)
    .map((part, index) => (index % 2 ? angle(part.slice(1, -1), names) : decoded(part)));
}

/** What a token in angle brackets shows: a person, a channel, a mention of many, or a link. */
function angle(inner, names) {
  const [target, label] = inner.split(/\|(.*)/s);
  if (/^@[A-Z0-9]+$/.test(target))
    return mention(names.person(target.slice(1)) ?? label ?? target.slice(1), names.isMe(target.slice(1)));
  if (/^#[A-Z0-9]+$/.test(target))
    return el("span", { class: "mention" }, `#${names.channel(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (/^!(?:here|channel|everyone|subteam\b)/.test(target))
    return broadcast(label?.replace(/^@/, "") || target.slice(1));
  if (target.startsWith("!date^")) return document.createTextNode(label ? decoded(label) : target);
  if (SAFE.test(target)) return link(decoded(target), decoded(label || target.replace(/^mailto:/, "")));
  return document.createTextNode(`<${decoded(inner)}>`);
}

function mention(name, isMe) {
  return el("span", { class: isMe ? "mention mention-me" : "mention" }, `@${name}`);
}

/** A mention that would notify many people, loud on purpose: nothing that the app says should hold one by accident. */
export function broadcast(range) {
  return el(
    "span",
    { class: "broadcast", "data-testid": "live-mention", title: say("live_mention") },
    `@${range}`,
  );
}

/** A link that leaves the page in a new tab; one into this workspace is followed in place. */
export function link(url, label) {
  if (!SAFE.test(url)) return document.createTextNode(label);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

function withEmojiNodes(text) {
  const fragment = document.createDocumentFragment();
  text.split(/(:[a-z0-9_+-]+:)/).forEach((part, index) => {
    const character = index % 2 ? emoji(part.slice(1, -1)) : null;
    fragment.append(
      character ? el("span", { class: "emoji", role: "img", "aria-label": part }, character) : part,
    );
  });
  return fragment;
}
