/** Where one writes: Enter sends, Shift+Enter breaks the line, `@` and `/` offer names; Korean input is never cut short. */

import { el, iconButton } from "./dom.js";
import { menu } from "./menus.js";
import { say } from "./words.js";

/**
 * A composer. `candidates(kind)` gives [{insert, label, hint}] for "@" and "/", `hintFor(text)` the line under a slash
 * command, `send(text)` resolves to whether it was taken, `shortcuts()` the items of the lightning menu (or null).
 */
export class Composer {
  constructor({ testid, label, candidates, hintFor, send, shortcuts }) {
    this.candidates = candidates;
    this.hintFor = hintFor;
    this.send = send;
    this.offered = [];
    this.at = 0;
    this.listId = `${testid}-names`;
    this.field = el("textarea", {
      rows: "1",
      "data-testid": testid,
      "aria-label": label,
      placeholder: label,
      autocomplete: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-controls": this.listId,
    });
    this.list = el("div", { class: "menu names", role: "listbox", id: this.listId, hidden: true });
    this.hint = el("div", {
      class: "command-hint",
      role: "status",
      "data-testid": "command-hint",
      hidden: true,
    });
    this.button = iconButton("send", say("send"), () => this.submit(), {
      class: "send",
      "data-testid": testid === "composer" ? "send" : `${testid}-send`,
    });
    const bolt =
      shortcuts &&
      iconButton("bolt", say("shortcuts"), (event) => menu(event.currentTarget, shortcuts()), {
        "data-testid": "shortcuts",
        "aria-haspopup": "menu",
      });
    this.picker = el("input", { type: "file", hidden: true, "data-testid": `${testid}-file` });
    this.picker.addEventListener("change", () => this.attach(this.picker.files[0]));
    const clip = iconButton("attach", say("attach"), () => this.picker.click(), { "data-testid": "attach" });
    this.attached = el("div", { class: "attached", hidden: true });
    const tools = el(
      "div",
      { class: "composer-tools" },
      clip,
      this.picker,
      bolt,
      el("span", { class: "composer-keys" }, say("keys")),
      this.button,
    );
    this.node = el(
      "div",
      { class: "composer" },
      this.list,
      this.hint,
      el("div", { class: "composer-box" }, this.attached, this.field, tools),
    );
    for (const kind of ["dragenter", "dragover"])
      this.node.addEventListener(kind, (event) => {
        event.preventDefault();
        this.node.classList.add("composer-over");
      });
    this.node.addEventListener("dragleave", () => this.node.classList.remove("composer-over"));
    this.node.addEventListener("drop", (event) => {
      event.preventDefault();
      this.node.classList.remove("composer-over");
      this.attach(event.dataTransfer.files[0]);
    });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", (event) => this.changed(event.isComposing));
    this.field.addEventListener("compositionend", () => this.changed(false));
    this.field.addEventListener("blur", () => setTimeout(() => this.offer([]), 150));
    this.field.addEventListener("click", () => this.changed(false));
    this.changed(false);
  }

  get value() {
    return this.field.value;
  }

  /** Hold a file until the message is sent; nothing lets go of it. */
  attach(file = null) {
    this.file = file;
    this.picker.value = "";
    const off = file && iconButton("close", say("detach"), () => this.attach(), { "data-testid": "detach" });
    this.attached.hidden = !file;
    this.attached.replaceChildren(...(file ? [el("span", {}, `📎 ${file.name}`), off] : []));
    this.changed(true);
    this.field.focus();
  }

  /** Put a text in and the cursor behind it. */
  fill(text) {
    this.field.value = text;
    this.changed(true);
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (this.offered.length) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        this.mark((this.at + step + this.offered.length) % this.offered.length);
        return;
      }
      if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) {
        event.preventDefault();
        this.complete(this.offered[this.at]);
        return;
      }
      if (event.key === "Escape") {
        event.stopPropagation();
        this.offer([]);
        return;
      }
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void this.submit();
    }
  }

  changed(isComposing) {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 200)}px`;
    this.button.disabled = !this.field.value.trim() && !this.file;
    const hint = this.hintFor(this.field.value);
    this.hint.hidden = !hint;
    this.hint.replaceChildren(...(hint ? [el("code", {}, hint.command), el("span", {}, hint.text)] : []));
    if (!isComposing) this.offer(this.matching());
  }

  /** What can complete the word before the cursor; nothing when it is complete already. */
  matching() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const found = /(?:^|\s)(@[\p{L}\p{N}._-]*)$/u.exec(before) ?? /^(\/[\w-]*)$/.exec(before);
    if (!found || document.activeElement !== this.field) return [];
    const typed = found[1].toLowerCase();
    this.typed = found[1];
    const all = this.candidates(typed[0]).filter(
      ({ insert, label }) =>
        insert.toLowerCase().startsWith(typed) || label.toLowerCase().startsWith(typed.slice(1)),
    );
    return all.some(({ insert }) => insert.toLowerCase() === typed) ? [] : all;
  }

  offer(rows) {
    this.offered = rows;
    this.list.hidden = !rows.length;
    this.list.replaceChildren(
      ...rows.map((row, index) => {
        const node = el(
          "div",
          { role: "option", id: `${this.listId}-${index}`, "data-testid": "completion" },
          el("strong", {}, row.insert),
          el("span", { class: "menu-hint" }, row.hint),
        );
        node.addEventListener("mousedown", (event) => {
          event.preventDefault();
          this.complete(row);
        });
        return node;
      }),
    );
    this.mark(0);
  }

  mark(index) {
    this.at = index;
    [...this.list.children].forEach((node, position) =>
      node.setAttribute("aria-selected", String(position === index)),
    );
    if (this.offered.length) this.field.setAttribute("aria-activedescendant", `${this.listId}-${index}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  complete(row) {
    const end = this.field.selectionStart;
    this.field.setRangeText(`${row.insert} `, end - this.typed.length, end, "end");
    this.changed(false);
    this.field.focus();
  }

  async submit() {
    const text = this.field.value.trim();
    const { file } = this;
    if ((!text && !file) || this.node.getAttribute("aria-busy")) return;
    this.node.setAttribute("aria-busy", "true");
    this.field.value = "";
    this.attach();
    this.offer([]);
    try {
      if (!(await this.send(text, file)) && !this.field.value) {
        this.attach(file);
        this.fill(text);
      }
    } finally {
      this.node.removeAttribute("aria-busy");
    }
  }
}
