/** The raw traffic between the workspace and the app, newest first, each row with its body. */

import { byId, el } from "./dom.js";
import { say } from "./words.js";

const KEPT = 200;

/** The panel at the bottom of the page. */
export class Inspector {
  constructor() {
    this.rows = [];
    this.list = byId("traffic-rows");
    this.count = el("span", { class: "traffic-count", "data-testid": "traffic-count" }, "0");
    this.toggle = byId("traffic-toggle");
    this.panel = byId("traffic");
    this.toggle.addEventListener("click", () => this.show(this.list.hidden));
  }

  /** Draw the panel's own words in the language of the moment. */
  relabel() {
    const sign = el("span", { class: "traffic-sign", "aria-hidden": "true" }, "⇄");
    this.toggle.replaceChildren(
      sign,
      say("traffic"),
      this.count,
      el("span", { class: "traffic-hint" }, say("traffic_hint")),
    );
    this.draw();
  }

  /** Open or close the panel. */
  show(open) {
    this.list.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    this.panel.classList.toggle("traffic-open", open);
    this.draw();
  }

  /** Take rows that are older than those of the stream. */
  fill(rows) {
    const last = rows.at(-1)?.at ?? 0;
    this.rows = [...rows, ...this.rows.filter((row) => row.at > last)].slice(-KEPT);
    this.draw();
  }

  /** Take the newest row. */
  add(row) {
    this.rows = [...this.rows, row].slice(-KEPT);
    this.count.textContent = String(this.rows.length);
    if (this.list.hidden) return;
    this.list.querySelector(".traffic-empty")?.remove();
    this.list.prepend(this.row(row));
    if (this.list.children.length > KEPT) this.list.lastElementChild.remove();
  }

  draw() {
    this.count.textContent = String(this.rows.length);
    if (this.list.hidden) return this.list.replaceChildren();
    const rows = this.rows.map((row) => this.row(row)).reverse();
    return this.list.replaceChildren(
      ...(rows.length ? rows : [el("p", { class: "traffic-empty" }, say("no_traffic"))]),
    );
  }

  row(row) {
    const toApp = row.direction === "to app";
    const time = new Date(row.at * 1000).toTimeString().slice(0, 8);
    const summary = el(
      "summary",
      {},
      el("time", {}, time),
      el(
        "span",
        {
          class: toApp ? "arrow arrow-to" : "arrow arrow-from",
          role: "img",
          "aria-label": say(toApp ? "to_app" : "from_app"),
        },
        toApp ? "→" : "←",
      ),
      el("code", {}, row.what),
      el("span", { class: row.ok ? "outcome" : "outcome outcome-bad" }, row.summary),
    );
    const details = el("details", { class: "traffic-row", "data-testid": "traffic-row" }, summary);
    details.addEventListener("toggle", () => {
      if (details.open && details.children.length === 1)
        details.append(el("pre", { tabindex: "0" }, JSON.stringify(row.body, null, 2)));
    });
    return details;
  }
}
