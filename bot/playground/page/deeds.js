/** What a person does on the page, told to the workspace; what does not work is said in a notice. */

import { notice } from "./dialogs.js";
import { act } from "./slack.js";
import { say } from "./words.js";

const PRESSED = ["button", "feedback_buttons", "icon_button"];

/** The bytes of a file as base64. */
function base64(file) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(reader.result.split(",")[1] ?? ""));
    reader.addEventListener("error", () => fail(reader.error));
    reader.readAsDataURL(file);
  });
}

/** The deeds of the person that the page acts as. */
export class Deeds {
  constructor(app) {
    this.app = app;
  }

  /** Send what was typed into a conversation or a thread; whether it was taken. */
  async say(text, thread = null, file = null) {
    const { app } = this;
    const { id } = app.channel;
    const isCommand = !file && /^\/[a-z]/i.test(text);
    if (isCommand && thread) {
      notice(say("no_commands_in_threads"));
      return false;
    }
    const { me } = app.workspace;
    const answer = isCommand
      ? await act("command", me, { channel: id, text })
      : await act(file ? "upload" : "say", me, {
          channel: id,
          text,
          ...(file && { name: file.name, content: await base64(file) }),
          ...(thread && { thread_ts: thread }),
        });
    if (!answer.ok) this.trouble(answer);
    else if (answer.ts) {
      app.said.add(thread ?? answer.ts);
      app.view.spoke(answer.ts, thread);
      if (!thread && app.channel?.id === id) app.showAnswer(answer.ts);
    }
    return answer.ok;
  }

  /** Tell the app what was pressed or chosen in a message or a view. */
  async press(where, kind) {
    const { app } = this;
    const isPress = PRESSED.includes(kind);
    const answer = await act(isPress ? "click" : "select", app.workspace.me, where);
    if (!answer.ok) this.trouble(answer);
  }

  /** The options of an external select for what was typed. */
  async suggest(where) {
    const { app } = this;
    const answer = await act("suggest", app.workspace.me, where);
    return answer.option_groups ?? [{ options: answer.options ?? [] }];
  }

  /** Choose a shortcut; a message's with the message. */
  async shortcut({ callback_id: callback }, message = null) {
    const { app } = this;
    const where = message ? { channel: app.channel.id, ts: message.ts } : {};
    const answer = await act("shortcut", app.workspace.me, { callback_id: callback, ...where });
    if (!answer.ok) this.trouble(answer);
  }

  async saveEdit(message, text) {
    const { app } = this;
    const answer = await act("edit", app.workspace.me, { channel: app.channel.id, ts: message.ts, text });
    if (!answer.ok) this.trouble(answer);
    app.edit(null);
  }

  /** Say in a notice what did not work. */
  trouble(answer) {
    const silent = ["operation_timeout", "dispatch_failed"].includes(answer.error);
    const error = [answer.error, ...(answer.messages ?? [])].join(" · ");
    notice(say(silent ? "app_silent" : "failed", { error }));
  }
}
