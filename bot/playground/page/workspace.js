/** What the page knows of the workspace, as seen by the person it acts as. */

/** The state of one person's sight of the workspace. */
export class Workspace {
  constructor(state, me) {
    Object.assign(this, { team: state.team, bot: state.bot, users: state.users, commands: state.commands });
    Object.assign(this, { shortcuts: state.shortcuts, tips: state.tips, features: state.features });
    this.me = me;
    this.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    this.messages = new Map();
    this.unread = new Set();
    this.status = new Map();
    this.views = [];
    this.home = null;
  }

  get person() {
    return this.users.find((user) => user.id === this.me);
  }

  /** The channels that this person is in. */
  get rooms() {
    const seen = [...this.channels.values()].filter(
      (channel) => !channel.is_im && isMember(channel, this.me),
    );
    return seen.sort((a, b) => a.name.localeCompare(b.name));
  }

  /** This person's conversation with the bot, if it was opened. */
  get dm() {
    return [...this.channels.values()].find((channel) => channel.is_im && channel.user === this.me);
  }

  /** Learn the id of this person's conversation with the bot, which is opened when it is first needed. */
  knowDirect(id) {
    if (this.channels.has(id)) return;
    const { me, bot } = this;
    this.channels.set(id, { id, name: bot.name, is_im: true, user: me, members: [me, bot.id], topic: "" });
  }

  /** How the renderer finds names. */
  get names() {
    return {
      person: (id) => this.label(id),
      channel: (id) => this.channels.get(id)?.name,
      isMe: (id) => id === this.me,
    };
  }

  /** What a person or the bot is called; undefined for an id that is not here. */
  label(id) {
    if (id === this.bot.id) return this.bot.name;
    const user = this.users.find((one) => one.id === id);
    return user && (user.real_name || user.name);
  }

  /** What a conversation is called. */
  title(channel) {
    return channel.is_im ? this.bot.name : channel.name;
  }

  /** Whether the bot hears what is said there. */
  hears(channel) {
    return channel.is_im || isMember(channel, this.bot.id);
  }

  /** Keep a conversation's messages as they were read. */
  fill(channel, messages) {
    this.messages.set(channel, new Map(messages.map((message) => [message.ts, message])));
  }

  /** Take a note of the stream about a message. */
  take({ type, channel, ts, message }) {
    if (type === "message_deleted") this.drop(channel, ts);
    else this.keep(channel, message);
  }

  /** Keep one message that is new or was changed. */
  keep(channel, message) {
    const held = this.messages.get(channel);
    if (!held) return;
    const isNew = !held.has(message.ts);
    held.set(message.ts, message);
    const root = isReply(message) ? held.get(message.thread_ts) : null;
    if (root && isNew && !message.ephemeral_for) root.reply_count = this.replies(channel, root.ts).length;
  }

  /** Forget a message. */
  drop(channel, ts) {
    const held = this.messages.get(channel);
    const gone = held?.get(ts);
    held?.delete(ts);
    if (gone && isReply(gone) && held.has(gone.thread_ts))
      held.get(gone.thread_ts).reply_count = this.replies(channel, gone.thread_ts).length;
  }

  /** The messages of a conversation that stand in the middle, oldest first. */
  roots(channel) {
    return this.sorted(channel).filter(
      (message) => !isReply(message) || message.subtype === "thread_broadcast",
    );
  }

  /** The replies in a thread that others see too, oldest first. */
  replies(channel, ts) {
    return this.sorted(channel).filter(
      (message) => isReply(message) && message.thread_ts === ts && !message.ephemeral_for,
    );
  }

  /** Everything in a thread, its first message included, also what only this person sees. */
  thread(channel, ts) {
    return this.sorted(channel).filter((message) => message.ts === ts || message.thread_ts === ts);
  }

  sorted(channel) {
    return [...(this.messages.get(channel)?.values() ?? [])].sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }
}

/** Whether a message is a reply in a thread. */
export function isReply(message) {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}

function isMember(channel, user) {
  return !Array.isArray(channel.members) || channel.members.includes(user);
}
