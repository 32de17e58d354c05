/** What a person can press, choose or fill in inside a block. Every control carries its `data-action-id`. */

import { before, filled, press, words } from "./acting.js";
import { el } from "./dom.js";
import { directory, externalSelect, overflow, staticSelect } from "./selects.js";
import { unknown } from "./unknown.js";

let count = 0;

/** A control for this element; `scene` says what was filled in already and takes what happens. */
export function control(element, block, scene) {
  const make = CONTROLS[element.type];
  if (!make) return unknown(element.type);
  const node = make(element, block, scene);
  const target = node.matches("button, input, select, textarea")
    ? node
    : (node.querySelector("input, select, textarea, button") ?? node);
  target.dataset.actionId ??= element.action_id ?? "";
  target.dataset.blockId ??= block.block_id ?? "";
  if (element.focus_on_load) target.setAttribute("autofocus", "");
  return node;
}

/** An id that no other control of the page has. */
export function freshId(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}

function button(element, block, scene) {
  const style =
    element.style === "primary" ? " button-primary" : element.style === "danger" ? " button-danger" : "";
  const node = el(
    "button",
    { type: "button", class: `button${style}`, "aria-label": element.accessibility_label },
    words(element.text),
  );
  if (element.value !== undefined) node.dataset.value = element.value;
  node.addEventListener("click", async () => {
    if (node.getAttribute("aria-busy")) return;
    const done = await press(node, element, block, scene, { value: element.value, text: element.text });
    if (done && element.url && /^https?:/i.test(element.url))
      window.open(element.url, "_blank", "noopener,noreferrer");
  });
  return node;
}

function choices(kind) {
  const many = kind === "checkbox";
  const key = many ? "selected_options" : "selected_option";
  return (element, block, scene) => {
    const name = freshId("choice");
    const was = before(element, block, scene)[key] ?? element[many ? "initial_options" : "initial_option"];
    const values = new Set((many ? (was ?? []) : was ? [was] : []).map((option) => option.value));
    const node = el("div", { class: "choices", role: many ? "group" : "radiogroup" });
    const inputs = element.options.map((option) =>
      el("input", {
        type: kind,
        name,
        checked: values.has(option.value),
        data: { value: option.value, actionId: element.action_id },
      }),
    );
    element.options.forEach((option, index) => {
      const hint = option.description && el("span", { class: "choice-hint" }, scene.text(option.description));
      node.append(
        el("label", { class: "choice" }, inputs[index], el("span", {}, scene.text(option.text), hint)),
      );
    });
    node.addEventListener("change", () => {
      const picked = element.options.filter((_, index) => inputs[index].checked);
      filled(node, element, block, scene, { [key]: many ? picked : (picked[0] ?? null) });
    });
    return node;
  };
}

function typed(type, key = "value") {
  return (element, block, scene) => {
    const was =
      before(element, block, scene)[key] ?? element[`initial_${key.replace("selected_", "")}`] ?? "";
    const limits = {
      minlength: element.min_length,
      maxlength: element.max_length,
      min: element.min_value,
      max: element.max_value,
    };
    const shape = element.multiline
      ? el("textarea", { rows: "4", ...limits })
      : el("input", { type, ...limits, step: element.is_decimal_allowed ? "any" : null });
    shape.className = "field";
    shape.value = was;
    if (element.placeholder) shape.placeholder = element.placeholder.text;
    shape.addEventListener("input", () =>
      scene.fill?.(block, element, { type: element.type, [key]: shape.value || null }),
    );
    const onEnter = element.type.endsWith("_input") && block.dispatch_action;
    if (key !== "value")
      shape.addEventListener("change", () =>
        filled(shape, element, block, scene, { [key]: shape.value || null }),
      );
    else if (onEnter) {
      shape.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing || element.multiline) return;
        event.preventDefault();
        void press(shape, element, block, scene, { value: shape.value });
      });
    }
    return shape;
  };
}

function feedbackButtons(element, block, scene) {
  const one = (given) =>
    button(
      { ...given, type: element.type, action_id: element.action_id, confirm: element.confirm },
      block,
      scene,
    );
  return el("span", { class: "button-pair" }, one(element.positive_button), one(element.negative_button));
}

const CONTROLS = {
  button,
  static_select: staticSelect,
  external_select: externalSelect,
  conversations_select: directory("conversations", "selected_conversation"),
  channels_select: directory("channels", "selected_channel"),
  users_select: directory("users", "selected_user"),
  overflow,
  radio_buttons: choices("radio"),
  checkboxes: choices("checkbox"),
  plain_text_input: typed("text"),
  email_text_input: typed("email"),
  url_text_input: typed("url"),
  number_input: typed("number"),
  datepicker: typed("date", "selected_date"),
  timepicker: typed("time", "selected_time"),
  feedback_buttons: feedbackButtons,
};
