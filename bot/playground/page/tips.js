/** Things to try: each puts a question into the composer, in the place where it is asked best. */

import { el } from "./dom.js";
import { language, say } from "./words.js";

/** The tips as chips above the composer. */
export function tipChips(app) {
  const { tips } = app.workspace;
  if (!tips.length) return [];
  return [
    el(
      "div",
      { class: "chips", role: "group", "aria-label": say("try_this") },
      el("span", { class: "chips-title" }, say("try_this")),
      hereFirst(app).map((tip) => button(app, tip, "chip", withoutMention(told(tip), app))),
    ),
  ];
}

/** The tips as cards in an empty conversation. */
export function tipCards(app) {
  return el(
    "div",
    { class: "cards" },
    hereFirst(app).map((tip) => button(app, tip, "card", told(tip))),
  );
}

/** Every tip, those that are asked in the room one looks at before the others. */
function hereFirst(app) {
  const elsewhere = (tip) => Number(Boolean(tip.channel) && app.roomNamed(tip.channel) !== app.room);
  return [...app.workspace.tips].sort((one, other) => elsewhere(one) - elsewhere(other));
}

function button(app, tip, style, words) {
  return el(
    "button",
    {
      type: "button",
      class: style,
      "data-testid": "tip",
      title: told(tip),
      on: { click: () => use(app, tip) },
    },
    words,
  );
}

/** The tip in the language of whoever looks, where it is told in both. */
function told(tip) {
  return tip[language()] ?? tip.text;
}

/** A chip has little room, and every tip would begin with the same mention. */
function withoutMention(text, app) {
  const mention = `@${app.workspace.bot.name} `;
  return text.startsWith(mention) ? text.slice(mention.length) : text;
}

async function use(app, tip) {
  const room = tip.channel ? app.roomNamed(tip.channel) : app.room;
  if (room !== app.room) await app.go(room);
  app.view.fill(told(tip));
}
