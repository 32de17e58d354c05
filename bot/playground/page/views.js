/** The modals on the screen: the one on top of the stack, filled in, submitted, updated and closed. */

import { giveFocusBack } from "./dialogs.js";
import { byId, el, iconButton } from "./dom.js";
import { focusIn } from "./list.js";
import { plain } from "./mrkdwn.js";
import { render } from "./renderer.js";
import { viewScene } from "./scenes.js";
import { act } from "./slack.js";
import { say } from "./words.js";

const FIRST =
  ".modal-body [autofocus], .modal-body :is(select, input, textarea, button), [data-testid=modal-submit], [data-testid=modal-cancel]";

/** Shows a person's open modals. */
export class Modals {
  constructor(app) {
    this.app = app;
    this.filled = new Map();
    this.dialog = byId("modal");
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      void this.close();
    });
    this.dialog.addEventListener("close", giveFocusBack);
  }

  get top() {
    return this.app.workspace.views.at(-1);
  }

  /** Take a note of the stream about a view. */
  told(note) {
    const { workspace } = this.app;
    if (note.type === "view_opened")
      workspace.views = [...workspace.views.filter((view) => view.id !== note.view.id), note.view];
    else if (note.type === "view_updated")
      workspace.views = workspace.views.map((view) => (view.id === note.view.id ? note.view : view));
    else {
      workspace.views = workspace.views.filter((view) => view.id !== note.view_id);
      this.filled.delete(note.view_id);
    }
    this.show();
  }

  /** Draw the top of the stack, with what was objected to. */
  show(errors = {}, trouble = "") {
    const view = this.top;
    if (!view) {
      this.dialog.close();
      this.dialog.replaceChildren();
      this.shown = null;
      return;
    }
    const back = focusIn(this.dialog);
    const filled = this.filled.get(view.id) ?? {};
    this.filled.set(view.id, filled);
    this.dialog.setAttribute("aria-label", view.title.text);
    this.dialog.dataset.viewId = view.id;
    this.dialog.replaceChildren(
      this.form(view, render(view.blocks, viewScene(this.app, view, filled, errors)), trouble),
    );
    const isNew = this.shown !== view.id;
    this.shown = view.id;
    if (!this.dialog.open) this.dialog.showModal();
    if (isNew) this.dialog.querySelector(FIRST)?.focus();
    else back?.();
    this.dialog.querySelector("[aria-invalid]")?.focus();
  }

  form(view, blocks, trouble) {
    const stacked = this.app.workspace.views.length > 1;
    const header = el(
      "header",
      { class: "modal-header" },
      stacked && iconButton("back", say("back"), () => this.close(), { "data-testid": "modal-back" }),
      el("h2", {}, plain(view.title.text)),
      iconButton("close", say("close"), () => this.close(), { "data-testid": "modal-close" }),
    );
    const submit =
      view.submit &&
      el(
        "button",
        { type: "submit", class: "button button-primary", "data-testid": "modal-submit" },
        plain(view.submit.text),
      );
    const footer = el(
      "footer",
      { class: "modal-footer" },
      el("span", { class: "modal-trouble", role: "alert" }, trouble),
      el(
        "button",
        { type: "button", class: "button", "data-testid": "modal-cancel", on: { click: () => this.close() } },
        plain(view.close?.text ?? say("close")),
      ),
      submit,
    );
    const sent = (event) => {
      event.preventDefault();
      if (view.submit) void this.submit(view);
    };
    return el(
      "form",
      { novalidate: true, class: "modal-form", on: { submit: sent } },
      header,
      el("div", { class: "modal-body" }, blocks),
      footer,
    );
  }

  async submit(view) {
    const button = this.dialog.querySelector("[data-testid=modal-submit]");
    if (button.disabled) return;
    button.disabled = true;
    button.textContent = say("submitting");
    const answer = await act("submit", this.app.workspace.me, {
      view_id: view.id,
      values: this.filled.get(view.id) ?? {},
    });
    if (this.top?.id !== view.id) return;
    const errors = { ...answer.errors };
    if (answer.error === "incomplete")
      for (const key of Object.keys(errors)) if (/required/.test(errors[key])) errors[key] = say("required");
    const trouble = !answer.ok && !answer.errors ? say("app_silent", { error: answer.error }) : "";
    if (!answer.ok || answer.response_action) this.show(errors, trouble);
  }

  async close() {
    const view = this.top;
    if (!view) return;
    const answer = await act("close", this.app.workspace.me, { view_id: view.id });
    if (!answer.ok && answer.error !== "not_found") this.app.deeds.trouble(answer);
    this.told({ type: "view_closed", view_id: view.id });
  }
}
