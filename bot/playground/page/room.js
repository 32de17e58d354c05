/** The middle and the right side: a conversation or Home, its composer, and the thread that is open. */

import { byId, el, iconButton } from "./dom.js";
import { Composer } from "./composer.js";
import { Follower, focusIn, show, sync } from "./list.js";
import { statusLine } from "./message_parts.js";
import { messageItems } from "./messages.js";
import { render } from "./renderer.js";
import { messageScene, viewScene } from "./scenes.js";
import { tipCards, tipChips } from "./tips.js";
import { language, say } from "./words.js";

/** Draws where the app stands. */
export class Room {
  constructor(app) {
    this.app = app;
    this.drafts = new Map();
    this.main = new Follower(byId("messages"), byId("messages-pill"));
    this.side = new Follower(byId("thread-messages"), byId("thread-pill"));
    this.homeFilled = {};
    document.addEventListener("keydown", (event) => {
      if (
        event.key === "Escape" &&
        !event.defaultPrevented &&
        this.app.thread &&
        !document.querySelector("dialog[open], .menu.floating")
      )
        this.app.openThread(null);
    });
  }

  /** What messages need to draw themselves. */
  get desk() {
    const { app } = this;
    return {
      workspace: app.workspace,
      channel: app.channel?.id,
      editing: app.editing,
      messageScene: (message) => messageScene(app, message),
      openThread: (ts, focus) => app.openThread(ts, focus),
      shortcut: (shortcut, message) => app.deeds.shortcut(shortcut, message),
      edit: (ts) => app.edit(ts),
      saveEdit: (message, text) => app.deeds.saveEdit(message, text),
    };
  }

  /** Draw everything that changed. */
  draw() {
    const { app } = this;
    const isHome = app.room === "home";
    byId("home-view").hidden = !isHome;
    byId("messages").hidden = isHome;
    byId("composer").hidden = isHome;
    byId("tips").hidden = isHome;
    byId("thread").hidden = !app.thread;
    document.body.classList.toggle("thread-open", Boolean(app.thread));
    byId("messages-pill").textContent = byId("thread-pill").textContent = `↓ ${say("latest")}`;
    show(byId("room-header"), [language(), app.workspace.me, app.room, app.channel], () => this.header());
    if (isHome) {
      byId("messages-pill").hidden = true;
      this.drawHome();
    } else this.drawConversation();
    if (app.thread) this.drawThread();
  }

  header() {
    const { app } = this;
    const { workspace, channel } = app;
    const opener = iconButton("menu", say("menu"), () => byId("sidebar").classList.toggle("sidebar-open"), {
      class: "menu-button",
      "data-testid": "menu",
    });
    if (!channel)
      return [opener, el("h1", {}, workspace.bot.name), el("span", { class: "topic" }, say("home"))];
    const count = channel.is_im ? "" : say("members", { count: channel.members.length });
    return [
      opener,
      el("h1", {}, channel.is_im ? workspace.bot.name : `# ${channel.name}`),
      el("span", { class: "topic" }, channel.topic),
      el("span", { class: "members" }, count),
    ];
  }

  drawHome() {
    const { app } = this;
    const view = app.workspace.home;
    const holder = byId("home-view");
    const back = focusIn(holder);
    if (view?.id !== this.homeId) this.homeFilled = {};
    this.homeId = view?.id;
    const blocks = view
      ? render(view.blocks, viewScene(app, view, this.homeFilled))
      : [el("p", { class: "empty" }, say("empty_home", { name: app.workspace.bot.name }))];
    holder.replaceChildren(el("div", { class: "home-body" }, blocks));
    back?.();
  }

  drawConversation() {
    const { app, desk } = this;
    const { workspace, channel } = app;
    const messages = workspace.roots(channel.id);
    const items = messageItems(messages, desk);
    sync(byId("messages"), items.length ? items : [this.emptiness()]);
    show(byId("tips"), [language(), app.room, messages.length > 0], () =>
      messages.length ? tipChips(app) : [],
    );
    this.main.settle();
  }

  emptiness() {
    const { app } = this;
    const { workspace, channel } = app;
    const words = channel.is_im ? say("empty_dm", { name: workspace.bot.name }) : say("empty_channel");
    const deaf =
      !workspace.hears(channel) &&
      el("p", { class: "deaf" }, say("not_a_member", { name: workspace.bot.name }));
    const make = () =>
      el(
        "div",
        { class: "empty" },
        el("h2", {}, channel.is_im ? workspace.bot.name : `# ${channel.name}`),
        el("p", {}, words),
        deaf,
        el("p", { class: "empty-hint" }, say("empty_channel_hint")),
        tipCards(app),
      );
    return { key: "empty", signature: `${channel.id}/${workspace.me}`, make };
  }

  drawThread() {
    const { app, desk } = this;
    const { workspace, channel, thread } = app;
    const title = channel.is_im ? workspace.bot.name : `# ${channel.name}`;
    show(byId("thread-header"), [language(), title], () => [
      el("h2", {}, say("thread")),
      el("span", { class: "topic" }, title),
      iconButton("close", say("close"), () => app.openThread(null), { "data-testid": "thread-close" }),
    ]);
    sync(
      byId("thread-messages"),
      messageItems(workspace.thread(channel.id, thread), desk, { inThread: true }),
    );
    const status = workspace.status.get(`${channel.id}:${thread}`);
    byId("thread-status").replaceChildren(...(status ? [statusLine(workspace, status)] : []));
    this.side.settle();
  }

  /** A room was entered: its composer is made, with what had been typed there, and the newest messages are in sight. */
  arrive() {
    const { app } = this;
    this.keepDraft(this.composer, this.composerKey);
    byId("composer").replaceChildren();
    if (app.channel) {
      this.composerKey = `${app.workspace.me}/${app.channel.id}`;
      const title = app.channel.is_im ? app.workspace.bot.name : `#${app.channel.name}`;
      this.composer = this.newComposer("composer", say("message_to", { place: title }), null);
      byId("composer").append(this.composer.node);
      this.composer.fill(this.drafts.get(this.composerKey) ?? "");
      if (window.matchMedia("(pointer: coarse)").matches) this.composer.field.blur();
    }
    this.main.toEnd();
    if (app.thread) this.arriveInThread(false);
  }

  /** A thread was opened. */
  arriveInThread(focus) {
    const { app } = this;
    this.keepDraft(this.replier, this.replierKey);
    this.replierKey = `${app.workspace.me}/${app.channel.id}/${app.thread}`;
    this.replier = this.newComposer("thread-composer", say("reply_to"), app.thread);
    byId("thread-composer").replaceChildren(this.replier.node);
    const typing = document.activeElement;
    this.replier.fill(this.drafts.get(this.replierKey) ?? "");
    if (!focus) typing?.focus();
    const own = app.workspace
      .thread(app.channel.id, app.thread)
      .filter((message) => message.user === app.workspace.me);
    this.side.follow(own.at(-1)?.ts ?? app.thread);
    this.side.settle();
  }

  keepDraft(composer, key) {
    if (composer && key) this.drafts.set(key, composer.value);
  }

  newComposer(testid, label, thread) {
    const { app } = this;
    const global = app.workspace.shortcuts.filter((shortcut) => shortcut.type === "global");
    const items = () =>
      global.map((one) => ({
        label: one.name,
        hint: one.description,
        testid: `shortcut-${one.callback_id}`,
        choose: () => app.deeds.shortcut(one),
      }));
    return new Composer({
      testid,
      label,
      candidates: (kind) => candidates(app.workspace, kind, thread),
      hintFor: (text) => hintFor(app.workspace, text),
      send: (text, file) => app.deeds.say(text, thread, file),
      shortcuts: thread || !global.length ? null : items,
    });
  }

  /** This person said something: it stays in sight while the answer comes. */
  spoke(ts, thread) {
    const follower = thread ? this.side : this.main;
    follower.follow(ts);
    follower.settle();
  }

  /** Put a text into the composer of the middle. */
  fill(text) {
    this.composer?.fill(text);
  }

  /** Bring a message into sight and light it up for a moment. */
  point(ts) {
    const found = [...document.querySelectorAll(`.message[data-ts="${CSS.escape(ts)}"]`)].at(-1);
    found?.scrollIntoView({ block: "center" });
    found?.classList.add("message-lit");
    setTimeout(() => found?.classList.remove("message-lit"), 1600);
  }
}

function candidates(workspace, kind, thread) {
  if (kind === "/")
    return thread
      ? []
      : workspace.commands.map((one) => ({ insert: one.command, label: one.command, hint: one.description }));
  const people = workspace.users.map((user) => ({
    insert: `@${user.name}`,
    label: user.real_name,
    hint: user.real_name,
  }));
  return [{ insert: `@${workspace.bot.name}`, label: workspace.bot.name, hint: say("app") }, ...people];
}

function hintFor(workspace, text) {
  const command = workspace.commands.find(
    (one) => text === one.command || text.startsWith(`${one.command} `),
  );
  return (
    command && {
      command: command.command,
      text: [command.usage_hint, command.description].filter(Boolean).join("  —  "),
    }
  );
}
