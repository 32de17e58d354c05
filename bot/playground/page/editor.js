/** A message of one's own, being changed. */

import { el } from "./dom.js";
import { decoded } from "./mrkdwn.js";
import { say } from "./words.js";

/** The field in which a message is changed; Enter saves, Escape leaves it as it was. */
export function editor(message, desk) {
  const field = el("textarea", {
    class: "field",
    rows: "3",
    "aria-label": say("edit"),
    value: asTyped(message.text, desk.workspace),
  });
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
  const cancel = el(
    "button",
    { type: "button", class: "button", on: { click: () => desk.edit(null) } },
    say("cancel"),
  );
  return el(
    "div",
    { class: "editor" },
    field,
    el(
      "div",
      { class: "dialog-buttons" },
      cancel,
      el("button", { type: "button", class: "button button-primary", on: { click: save } }, say("save")),
    ),
  );
}

/** What a person would have typed for a text that Slack keeps. */
function asTyped(text, workspace) {
  const said = text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => {
    if (target.startsWith("@"))
      return `@${[workspace.bot, ...workspace.users].find((one) => one.id === target.slice(1))?.name ?? target.slice(1)}`;
    if (target.startsWith("#")) return `#${workspace.channels.get(target.slice(1))?.name ?? label}`;
    return label ?? target;
  });
  return decoded(said);
}
