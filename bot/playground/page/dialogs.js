/** Small dialogs of the page's own: a question before a dangerous button, and a picture in full size. */

import { el, iconButton } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { say } from "./words.js";

/** Whether the person agreed to what a `confirm` object asks. */
export function confirmed(question, scene) {
  return new Promise((resolve) => {
    const answer = (yes) => () => dialog.close(yes ? "yes" : "");
    const style = question.style === "danger" ? "button button-danger" : "button button-primary";
    const dialog = el(
      "dialog",
      { class: "dialog", "aria-label": question.title.text, "data-testid": "confirm" },
      el("h2", {}, plain(question.title.text)),
      el("p", {}, scene.text(question.text)),
      el(
        "div",
        { class: "dialog-buttons" },
        el(
          "button",
          { type: "button", class: "button", on: { click: answer(false) } },
          plain(question.deny.text),
        ),
        el(
          "button",
          { type: "button", class: style, "data-testid": "confirm-yes", on: { click: answer(true) } },
          plain(question.confirm.text),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      giveFocusBack();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Show a picture as large as the window allows. */
export function enlarge(url, alt) {
  const dialog = el("dialog", {
    class: "lightbox",
    "aria-label": alt || say("enlarge"),
    "data-testid": "lightbox",
  });
  dialog.append(
    iconButton("close", say("close"), () => dialog.close(), { class: "lightbox-close" }),
    el("img", { src: url, alt, on: { click: () => dialog.close() } }),
    el("p", { class: "lightbox-alt" }, alt),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    giveFocusBack();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

/** Focus anew what had the focus before a dialog: Chromium brings no caret back where a click closed the dialog. */
export function giveFocusBack() {
  const node = document.activeElement;
  node?.blur();
  node?.focus();
}

/** A notice that goes away by itself. */
export function notice(text) {
  const node = el("div", { class: "notice", role: "status", "data-testid": "notice" }, text);
  document.getElementById("notices").append(node);
  setTimeout(() => node.remove(), 6000);
}
