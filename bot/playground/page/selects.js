/** Menus of a block: of the app's own options, of persons and conversations, or suggested by the app as one types. */

import { before, filled, press, words } from "./acting.js";
import { el, icon } from "./dom.js";
import { suggestions } from "./suggestions.js";
import { say } from "./words.js";

function grouped(element) {
  return element.option_groups ?? [{ label: null, options: element.options ?? [] }];
}

function selectFrom(element, block, scene, groups, { key, valueOf }) {
  const options = groups.flatMap((group) => group.options);
  const was = before(element, block, scene)[key] ?? element[`initial_${key.replace("selected_", "")}`];
  const chosen = options.findIndex((option) => was && valueOf(option) === (was.value ?? was));
  const node = el("select", { class: "select" });
  const hint = words(element.placeholder ?? { text: say("choose") });
  node.append(el("option", { value: "", disabled: true, selected: chosen < 0 }, hint));
  let index = 0;
  for (const group of groups) {
    const holder = group.label ? el("optgroup", { label: group.label.text }) : node;
    for (const option of group.options) {
      holder.append(
        el(
          "option",
          { value: String(index), selected: index === chosen, data: { value: option.value } },
          option.text.text,
        ),
      );
      index += 1;
    }
    if (holder !== node) node.append(holder);
  }
  node.addEventListener("change", () =>
    filled(node, element, block, scene, { [key]: valueOf(options[Number(node.value)], true) }),
  );
  return node;
}

/** A `static_select`. */
export function staticSelect(element, block, scene) {
  const valueOf = (option, whole) => (whole ? option : option.value);
  return selectFrom(element, block, scene, grouped(element), { key: "selected_option", valueOf });
}

/** A select of persons, channels or conversations, which keeps the chosen id under this key. */
export function directory(kind, key) {
  return (element, block, scene) => {
    const options = scene
      .directory(kind, element)
      .map(({ id, label }) => ({ text: { text: label }, value: id }));
    const given =
      element.default_to_current_conversation &&
      key === "selected_conversation" &&
      !element.initial_conversation;
    const asked = given ? { ...element, initial_conversation: scene.here?.() } : element;
    const node = selectFrom(asked, block, scene, [{ options }], { key, valueOf: (option) => option.value });
    if (given && node.value)
      scene.fill?.(block, element, { type: element.type, [key]: options[Number(node.value)].value });
    return node;
  };
}

/** An `external_select`. */
export function externalSelect(element, block, scene) {
  const was = before(element, block, scene).selected_option ?? element.initial_option;
  return suggestions({
    label: element.placeholder?.text ?? say("choose"),
    initial: was,
    least: element.min_query_length ?? 3,
    load: (query) => scene.suggest(block, element, query),
    chosen: (node, option) => filled(node, element, block, scene, { selected_option: option }),
  });
}

/** An `overflow` menu. */
export function overflow(element, block, scene) {
  const list = el("div", { class: "menu overflow-menu", role: "menu", hidden: true });
  const opener = el(
    "button",
    {
      type: "button",
      class: "button overflow",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": say("more_actions"),
    },
    icon("more"),
  );
  const show = (open) => {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  for (const option of element.options) {
    const choose = () => {
      show(false);
      void press(opener, element, block, scene, { selected_option: option });
    };
    list.append(
      el(
        "button",
        { type: "button", role: "menuitem", data: { value: option.value }, on: { click: choose } },
        words(option.text),
      ),
    );
  }
  opener.addEventListener("click", () => show(list.hidden));
  const holder = el("span", { class: "overflow-holder" }, opener, list);
  holder.addEventListener("focusout", (event) => holder.contains(event.relatedTarget) || show(false));
  holder.addEventListener("keydown", (event) => event.key === "Escape" && show(false));
  opener.dataset.actionId = element.action_id;
  return holder;
}
