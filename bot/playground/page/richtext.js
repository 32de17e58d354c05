/** Slack's rich text as DOM nodes. */

import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { broadcast, link } from "./mrkdwn.js";
import { unknown } from "./unknown.js";

/** The nodes of a `rich_text` object. */
export function richText(block, names) {
  return block.elements.map((part) => PARTS[part.type]?.(part, names) ?? unknown(part.type));
}

function inline(elements, names) {
  return elements.flatMap((element) => styled(leaf(element, names), element.style ?? {}));
}

function leaf(element, names) {
  switch (element.type) {
    case "text":
      return element.text.split("\n").flatMap((line, index) => (index ? [el("br"), line] : [line]));
    case "link":
      return [link(element.url, element.text ?? element.url)];
    case "user":
      return [
        el(
          "span",
          { class: names.isMe(element.user_id) ? "mention mention-me" : "mention" },
          `@${names.person(element.user_id) ?? element.user_id}`,
        ),
      ];
    case "channel":
      return [
        el("span", { class: "mention" }, `#${names.channel(element.channel_id) ?? element.channel_id}`),
      ];
    case "broadcast":
      return [broadcast(element.range)];
    case "usergroup":
      return [broadcast(element.usergroup_id)];
    case "emoji":
      return [emoji(element.name) ?? `:${element.name}:`];
    case "date":
      return [element.fallback ?? element.format];
    default:
      return [unknown(element.type)];
  }
}

function styled(nodes, style) {
  const tags = [
    style.code && "code",
    style.bold && "strong",
    style.italic && "em",
    style.strike && "s",
  ].filter(Boolean);
  return tags.reduce((inner, tag) => [el(tag, {}, inner)], nodes);
}

function list(part, names) {
  const items = part.elements.map((item) => el("li", {}, inline(item.elements, names)));
  const attributes = { class: `indent-${part.indent ?? 0}`, start: part.offset ? part.offset + 1 : null };
  return el(part.style === "ordered" ? "ol" : "ul", attributes, items);
}

const PARTS = {
  rich_text_section: (part, names) => el("div", {}, inline(part.elements, names)),
  rich_text_preformatted: (part, names) =>
    el("pre", { class: "code-block", tabindex: "0" }, inline(part.elements, names)),
  rich_text_quote: (part, names) => el("blockquote", {}, inline(part.elements, names)),
  rich_text_list: list,
};
