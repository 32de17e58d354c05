/** Block Kit as DOM nodes: exactly the blocks that were sent, and a loud red box for a type that is not known here. */

import { el } from "./dom.js";
import { control, freshId } from "./elements.js";
import { enlarge } from "./dialogs.js";
import { emoji } from "./emoji.js";
import { markdown } from "./markdown.js";
import { mrkdwn, plain } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { unknown } from "./unknown.js";
import { say } from "./words.js";

/**
 * The nodes of these blocks. A scene is where they stand:
 *   names                       finds persons and channels by id
 *   act(block, action)          tells the app what was pressed or chosen
 *   fill(block, element, state), filled(block, element)   what a view's fields hold
 *   suggest(block, element, query)   options of an external_select
 *   directory(kind, element), here()   whom and where one can choose
 *   errors                      by block id, what a submitted view objected to
 */
export function render(blocks, given) {
  const scene = { ...given, text: (object) => textNode(object, given.names) };
  return (blocks ?? []).map((block) => {
    const make = BLOCKS[block.type];
    const node = make ? make(block, scene) : unknown(block.type);
    node.dataset.blockType = block.type;
    if (block.block_id) node.dataset.blockId = block.block_id;
    return node;
  });
}

function textNode(object, names) {
  if (object.type === "mrkdwn") return mrkdwn(object.text, names, object.verbatim);
  return plain(object.text, object.emoji !== false);
}

function section(block, scene) {
  const accessory = block.accessory && accessoryNode(block.accessory, block, scene);
  const fields = (block.fields ?? []).map((field) =>
    el("div", { class: "section-field" }, scene.text(field)),
  );
  return el(
    "div",
    { class: "block section" },
    el(
      "div",
      { class: "section-body" },
      block.text && el("div", { class: "section-text" }, scene.text(block.text)),
      fields.length > 0 && el("div", { class: "section-fields" }, fields),
    ),
    accessory && el("div", { class: "section-accessory" }, accessory),
  );
}

function accessoryNode(element, block, scene) {
  return element.type === "image"
    ? picture(element, "accessory-image", scene)
    : control(element, block, scene);
}

function context(block, scene) {
  const parts = block.elements.map((element) => {
    if (element.type === "image") return picture(element, "context-image", scene);
    if (element.type === "mrkdwn" || element.type === "plain_text")
      return el("span", { class: "context-text" }, scene.text(element));
    return unknown(element.type);
  });
  return el("div", { class: "block context" }, parts);
}

function picture(element, style, scene) {
  const url = element.image_url ?? scene.fileUrl?.(element.slack_file) ?? "";
  return el("img", { class: style, src: url, alt: element.alt_text });
}

function image(block, scene) {
  const shown = picture(block, "block-image", scene);
  const open = el(
    "button",
    {
      type: "button",
      class: "image-button",
      title: say("enlarge"),
      on: { click: () => enlarge(shown.src, shown.alt) },
    },
    shown,
  );
  return el(
    "figure",
    { class: "block image" },
    block.title && el("figcaption", {}, scene.text(block.title)),
    open,
  );
}

function actions(block, scene) {
  return el(
    "div",
    { class: "block actions" },
    block.elements.map((element) => control(element, block, scene)),
  );
}

function input(block, scene) {
  const field = control(block.element, block, scene);
  const target = field.matches("input, select, textarea")
    ? field
    : field.querySelector("input, select, textarea");
  const group = field.getAttribute("role")?.endsWith("group");
  const id = freshId("field");
  const error = scene.errors?.[block.block_id];
  const label = el(
    group ? "span" : "label",
    { class: "input-label", id: `${id}-label`, for: group ? null : id },
    scene.text(block.label),
  );
  if (block.optional) label.append(el("span", { class: "input-optional" }, ` ${say("optional")}`));
  if (group) field.setAttribute("aria-labelledby", `${id}-label`);
  else if (target) target.id = id;
  const described = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  if (described) (target ?? field).setAttribute("aria-describedby", described);
  if (error) (target ?? field).setAttribute("aria-invalid", "true");
  return el(
    "div",
    { class: "block input" },
    label,
    field,
    error && el("div", { class: "input-error", id: `${id}-error`, role: "alert" }, error),
    block.hint && el("div", { class: "input-hint", id: `${id}-hint` }, scene.text(block.hint)),
  );
}

function table(block, scene) {
  const settings = block.column_settings ?? [];
  const cell = (tag, one, index) => {
    const align = settings[index]?.align ?? (one.type === "raw_number" ? "right" : "left");
    const shown =
      one.type === "rich_text"
        ? richText(one, scene.names)
        : plain(String(one.text ?? one.value ?? ""), false);
    const wraps = settings[index]?.is_wrapped ? "" : " unwrapped";
    return el(tag, { class: `align-${align}${wraps}`, scope: tag === "th" ? "col" : null }, shown);
  };
  const row = (cells, at) =>
    el(
      "tr",
      {},
      cells.map((one, index) => cell(at ? "td" : "th", one, index)),
    );
  const [head, ...body] = block.rows.map(row);
  return el(
    "div",
    { class: "block table", tabindex: "0" },
    el("table", {}, el("thead", {}, head), el("tbody", {}, body)),
  );
}

const SIGNS = { default: "💬", info: "ℹ️", warning: "⚠️", error: "⛔", success: "✅" };

function alert(block, scene) {
  const level = SIGNS[block.level] ? block.level : "default";
  const sign = el("span", { class: "alert-sign", "aria-hidden": "true" }, SIGNS[level]);
  return el(
    "div",
    { class: `block alert alert-${level}`, role: "note" },
    sign,
    el("div", {}, scene.text(block.text)),
  );
}

function contextActions(block, scene) {
  const one = (element) => {
    if (element.type !== "icon_button") return control(element, block, scene);
    const sign = emoji(element.icon === "trash" ? "x" : element.icon) ?? "";
    return control(
      { ...element, type: "button", text: { ...element.text, text: `${sign} ${element.text.text}`.trim() } },
      block,
      scene,
    );
  };
  return el("div", { class: "block actions context-actions" }, block.elements.map(one));
}

function container(block, scene) {
  const title = block.title ? scene.text(block.title) : richText(block.rich_text_title, scene.names);
  const under = block.subtitle && el("span", { class: "container-subtitle" }, scene.text(block.subtitle));
  const children = el("div", { class: "container-body" }, render(block.child_blocks, scene));
  if (!block.is_collapsible)
    return el(
      "div",
      { class: "block container" },
      el("div", { class: "container-title" }, title, under),
      children,
    );
  const open = !block.default_collapsed;
  return el(
    "details",
    { class: "block container", open },
    el("summary", { class: "container-title" }, title, under),
    children,
  );
}

const BLOCKS = {
  section,
  context,
  image,
  actions,
  input,
  table,
  alert,
  container,
  context_actions: contextActions,
  header: (block) => el("h3", { class: "block header" }, plain(block.text.text, block.text.emoji !== false)),
  divider: () => el("hr", { class: "block divider" }),
  rich_text: (block, scene) => el("div", { class: "block rich-text" }, richText(block, scene.names)),
  markdown: (block, scene) => el("div", { class: "block markdown" }, markdown(block.text, scene.names)),
};
