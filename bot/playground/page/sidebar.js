/** The left side: who one acts as, the channels, the conversation with the bot and its Home. */

import { el, icon } from "./dom.js";
import { avatar } from "./message_parts.js";
import { say } from "./words.js";

/** The nodes of the left side. `go(room)` walks somewhere, `become(user)` acts as somebody else. */
export function sidebar(app) {
  const { workspace } = app;
  return [
    el(
      "div",
      { class: "brand" },
      el("img", { class: "mark", src: "icon.svg", alt: "" }),
      el("div", {}, el("strong", {}, workspace.team.name), el("small", {}, say("sample"))),
    ),
    el(
      "section",
      { class: "persons", "aria-label": say("act_as") },
      el("h2", {}, say("act_as")),
      workspace.users.map((user) => person(user, app)),
    ),
    el(
      "nav",
      { "aria-label": say("channels") },
      el("h2", {}, say("channels")),
      workspace.rooms.map((room) => place(app, room.id, `channel-${room.name}`, [roomSign(room), room.name])),
    ),
    el("nav", { "aria-label": say("apps") }, el("h2", {}, say("apps")), apps(app)),
  ];
}

function roomSign(room) {
  return room.is_private ? icon("lock") : el("span", { class: "hash", "aria-hidden": "true" }, "#");
}

function person(user, app) {
  const isMe = user.id === app.workspace.me;
  return el(
    "button",
    {
      type: "button",
      class: "person",
      "aria-pressed": String(isMe),
      "data-testid": `person-${user.name}`,
      on: { click: () => app.become(user.id) },
    },
    avatar(user.real_name),
    el(
      "span",
      { class: "person-words" },
      el("strong", {}, user.real_name),
      el("small", {}, `${roleName(user.role)} · ${user.locale.slice(0, 2)}`),
    ),
  );
}

function roleName(role) {
  return ["admin", "lead", "engineer", "newcomer"].includes(role) ? say(`role_${role}`) : role;
}

function apps(app) {
  const { workspace } = app;
  const rows = [
    place(app, "dm", `channel-${workspace.bot.name.toLowerCase()}`, [
      avatar(workspace.bot.name, { isBot: true, small: true }),
      workspace.bot.name,
    ]),
  ];
  if (workspace.features.home_tab !== false)
    rows.push(place(app, "home", "home", [icon("home"), `${workspace.bot.name} · ${say("home")}`]));
  return rows;
}

function place(app, room, testid, label) {
  const id = room === "dm" ? app.workspace.dm?.id : room;
  const isUnread = app.workspace.unread.has(id);
  const attributes = {
    type: "button",
    class: `place${isUnread ? " place-unread" : ""}`,
    "aria-current": room === app.room ? "page" : null,
    "data-testid": testid,
    on: { click: () => app.go(room) },
  };
  return el(
    "button",
    attributes,
    label,
    isUnread && el("span", { class: "dot", "aria-label": say("latest") }),
  );
}
