/** A menu under the button that opened it. */

import { el } from "./dom.js";

let openMenu = null;

/** Show these items ({label, hint, testid, choose}) at a button; arrows walk, Escape and a click elsewhere close. */
export function menu(button, items) {
  const wasMine = openMenu?.button === button;
  openMenu?.close();
  if (wasMine) return;
  const close = (toButton = false) => {
    list.remove();
    document.removeEventListener("pointerdown", elsewhere, true);
    button.setAttribute("aria-expanded", "false");
    openMenu = null;
    if (toButton && button.isConnected) button.focus();
  };
  const row = (item) => {
    const choose = () => {
      close(true);
      item.choose();
    };
    return el(
      "button",
      { type: "button", role: "menuitem", "data-testid": item.testid, on: { click: choose } },
      el("span", {}, item.label),
      item.hint && el("span", { class: "menu-hint" }, item.hint),
    );
  };
  const list = el(
    "div",
    { class: "menu floating", role: "menu", "aria-label": button.getAttribute("aria-label") },
    items.map(row),
  );
  const elsewhere = (event) => list.contains(event.target) || button.contains(event.target) || close();
  list.addEventListener("keydown", (event) => {
    const rows = [...list.children];
    const at = rows.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      rows[(at + step + rows.length) % rows.length].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close(true);
    }
  });
  document.body.append(list);
  const box = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = list;
  const left = Math.max(8, Math.min(box.right - width, window.innerWidth - width - 8));
  list.style.left = `${box.left + width < window.innerWidth - 8 ? box.left : left}px`;
  list.style.top = `${box.bottom + height + 8 < window.innerHeight ? box.bottom + 4 : Math.max(8, box.top - height - 4)}px`;
  button.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", elsewhere, true);
  openMenu = { button, close };
  list.firstElementChild?.focus();
}
