/** A field whose choices the app suggests while one types (`external_select`). */

import { el } from "./dom.js";
import { say } from "./words.js";

const PAUSE = 200;

/** The field; `load` gives option groups for a query, `chosen` hears what was picked. */
export function suggestions({ label, initial, least, load, chosen }) {
  const id = `suggestions-${crypto.randomUUID()}`;
  const input = el("input", {
    type: "text",
    class: "field",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": id,
    "aria-autocomplete": "list",
    autocomplete: "off",
    placeholder: label,
    value: initial?.text?.text ?? "",
  });
  const list = el("div", { class: "menu suggestions-list", role: "listbox", id, hidden: true });
  const holder = el("div", { class: "suggestions" }, input, list);
  let timer = 0;
  let asked = 0;

  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
  };
  const pick = (option) => {
    input.value = option.text.text;
    show(false);
    chosen(input, option);
  };
  const row = (option) =>
    el(
      "button",
      { type: "button", role: "option", data: { value: option.value }, on: { click: () => pick(option) } },
      option.text.text,
    );
  const look = async () => {
    const query = input.value.trim();
    if (query.length < least) return show(false);
    asked += 1;
    const mine = asked;
    const groups = await load(query);
    if (mine !== asked) return undefined;
    const rows = groups.flatMap((group) => [
      ...(group.label ? [el("div", { class: "menu-title" }, group.label.text)] : []),
      ...group.options.map(row),
    ]);
    list.replaceChildren(...(rows.length ? rows : [el("div", { class: "menu-title" }, say("no_options"))]));
    return show(true);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  input.addEventListener("focus", () => least === 0 && void look());
  holder.addEventListener("focusout", (event) => holder.contains(event.relatedTarget) || show(false));
  holder.addEventListener("keydown", (event) => {
    const rows = [...list.querySelectorAll("[role=option]")];
    const at = rows.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      event.preventDefault();
      show(false);
    } else if (step && rows.length && !event.isComposing) {
      event.preventDefault();
      (rows[at + step] ?? (step < 0 ? input : rows[0])).focus();
    }
  });
  return holder;
}
