/** The page: acts as one person in the local Slack workspace, and draws what that person sees. */

import { byId } from "./dom.js";
import { Deeds } from "./deeds.js";
import { Inspector } from "./inspector.js";
import { show } from "./list.js";
import { followLinks, fromAddress, toAddress } from "./place.js";
import { Room } from "./room.js";
import { sidebar } from "./sidebar.js";
import { act, listen, readHome, readMessages, readState, readTraffic, readViews } from "./slack.js";
import { Modals } from "./views.js";
import { isReply, Workspace } from "./workspace.js";
import { language, say, speak } from "./words.js";

const WIDE = window.matchMedia("(min-width: 1000px)");

class App {
  constructor() {
    this.room = null;
    this.thread = null;
    this.editing = null;
    this.said = new Set();
    this.late = new Set();
    this.hangUp = () => undefined;
    this.deeds = new Deeds(this);
    this.modals = new Modals(this);
    this.inspector = new Inspector();
    this.view = new Room(this);
    followLinks(this);
    window.addEventListener("hashchange", () => this.toPlace(fromAddress()));
    // A page that the browser keeps for going back would keep its stream too, and a browser opens only six to one server.
    window.addEventListener("pagehide", () => this.hangUp());
    window.addEventListener("pageshow", (event) => event.persisted && this.become(this.workspace.me));
  }

  /** The conversation in the middle; undefined on Home. */
  get channel() {
    return this.room === "dm" ? this.workspace.dm : this.workspace.channels.get(this.room);
  }

  /** Read everything anew and act as this person (by id). */
  async become(user, place = {}) {
    const state = await readState(user);
    const me =
      state.users.find((one) => one.id === user || one.name === user) ??
      state.users.find((one) => one.id === state.me);
    const before = this.workspace && { room: this.room, thread: this.thread };
    this.workspace = new Workspace(state, me.id);
    this.room = null;
    speak(me.locale);
    await this.tune(me.id);
    this.workspace.views = (await readViews(me.id)).views;
    this.inspector.relabel();
    const wanted = { ...before, ...place };
    await this.go(this.roomNamed(wanted.room), wanted.thread);
    this.modals.show();
  }

  /** Listen for this person from now on; nothing that happens after this is missed. */
  tune(me) {
    this.hangUp();
    return new Promise((resolve) => {
      const linked = (up) => {
        void this.linked(up);
        resolve();
      };
      this.hangUp = listen(me, (note) => this.told(note), linked);
    });
  }

  /** The room of this name or id that this person is in; else the first in which the bot listens. */
  roomNamed(name) {
    if (name === "dm" || name === "home") return name;
    const found = this.workspace.rooms.find(
      (room) => room.id === name || room.name === name?.replace(/^#/, ""),
    );
    return (
      found ??
      this.workspace.rooms.find((room) => this.workspace.hears(room)) ??
      this.workspace.rooms[0]
    ).id;
  }

  /** Walk to a room: a channel's id, "dm" or "home". */
  async go(room, thread = null) {
    const { workspace } = this;
    byId("sidebar").classList.remove("sidebar-open");
    if (room === this.room && room !== "home" && !thread) return;
    Object.assign(this, { room, thread: null, editing: null });
    if (room === "dm") await this.openDirect();
    if (room === "home") await this.openHome();
    if (this.workspace !== workspace || this.room !== room) return;
    if (this.channel) {
      await this.read(this.channel.id);
    }
    if (this.workspace !== workspace || this.room !== room) return;
    if (thread && workspace.messages.get(this.channel?.id)?.has(thread)) this.thread = thread;
    this.draw();
    this.view.arrive();
  }

  /** Read a conversation; what the stream says in the meantime is not lost. */
  async read(channel) {
    const { workspace } = this;
    const late = [];
    this.late.add(late);
    workspace.fill(channel, (await readMessages(channel, workspace.me)).messages);
    this.late.delete(late);
    for (const note of late) workspace.take(note);
    workspace.unread.delete(channel);
  }

  async openDirect() {
    const answer = await act("open_dm", this.workspace.me);
    if (answer.ok) this.workspace.knowDirect(answer.channel);
    else this.deeds.trouble(answer);
  }

  async openHome() {
    this.workspace.home = (await readHome(this.workspace.me)).view;
    const answer = await act("home", this.workspace.me);
    if (!answer.ok) this.deeds.trouble(answer);
  }

  /** Show a thread beside the conversation; `focus` puts the cursor into its composer. */
  openThread(ts, focus = false) {
    this.thread = ts;
    this.draw();
    if (ts) this.view.arriveInThread(focus);
    else this.view.composer.field.focus();
  }

  /** What the stream says. */
  told(note) {
    if (note.type === "traffic") this.inspector.add(note);
    else if (note.type.startsWith("view_")) this.modals.told(note);
    else if (note.type === "home") this.gotHome(note.view);
    else if (note.type === "status") this.gotStatus(note);
    else this.gotMessage(note);
    if (note.type !== "traffic") this.draw();
  }

  gotHome(view) {
    if (!view.user || view.user === this.workspace.me) this.workspace.home = view;
  }

  gotStatus({ channel, thread_ts: thread, status }) {
    const key = `${channel}:${thread}`;
    if (status) this.workspace.status.set(key, status);
    else this.workspace.status.delete(key);
  }

  gotMessage(note) {
    const { type, channel, message } = note;
    this.late.forEach((notes) => notes.push(note));
    this.workspace.take(note);
    if (type !== "message" || message.user === this.workspace.me) return;
    if (channel.startsWith("D")) this.workspace.knowDirect(channel);
    if (channel !== this.channel?.id) this.workspace.unread.add(channel);
    else if (isReply(message)) this.showAnswer(message.thread_ts);
  }

  /** Open the thread in which something this person said here is answered, where there is room for it and none is open. */
  showAnswer(root) {
    const isAnswered = this.said.has(root) && this.workspace.replies(this.channel.id, root).length > 0;
    if (isAnswered && !this.thread && WIDE.matches) this.openThread(root);
  }

  async linked(up) {
    const sign = byId("offline");
    const wasDown = !sign.hidden;
    sign.textContent = say("disconnected");
    sign.hidden = up;
    if (!up || !wasDown) return;
    const rows = await readTraffic();
    this.inspector.fill(rows.rows);
    await this.become(this.workspace.me);
  }

  /** Draw everything; not while one is still on the way to a place. */
  draw() {
    const { workspace, room, thread } = this;
    if (room !== "home" && !workspace.messages.has(this.channel?.id)) return;
    const tells = [
      language(),
      workspace.me,
      room,
      workspace.dm?.id,
      [...workspace.unread],
      workspace.users,
      workspace.rooms,
    ];
    show(byId("sidebar"), tells, () => sidebar(this));
    this.view.draw();
    document.title = `${room === "home" ? say("home") : (this.channel && workspace.title(this.channel)) || ""} · routelore playground`;
    const name = this.channel && !this.channel.is_im ? this.channel.name : room;
    toAddress({ person: workspace.person.name, room: name, thread });
  }

  /** Start to edit a message of one's own, or stop. */
  edit(ts) {
    this.editing = ts;
    this.draw();
  }

  async toPlace({ person, room, thread }) {
    const known = this.workspace.users.find((user) => user.name === person);
    if (known && known.id !== this.workspace.me) await this.become(known.id, { room, thread });
    else await this.go(this.roomNamed(room), thread);
  }
}

const app = new App();
const place = fromAddress();
app.become(place.person, { room: place.room, thread: place.thread }).then(async () => {
  app.inspector.fill((await readTraffic()).rows);
});
