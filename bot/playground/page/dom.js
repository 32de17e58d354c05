/** DOM nodes from data. Everything that a person or an app wrote becomes a text node; markup is never parsed. */

const SVG = "http://www.w3.org/2000/svg";

/** A new element: attributes by name, `on` for listeners, `data` for data attributes, then its children. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on")
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "class") node.className = value;
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

/** The element with this id, which index.html holds. */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`index.html has no #${id}`);
  return node;
}

const ICONS = {
  attach: "M7 2h2v5h5v2H9v5H7V9H2V7h5z",
  bolt: "M9 1 3 9h4l-1 6 6-8H8z",
  send: "M2 2.5 14.5 8 2 13.5l1.6-4.4L9 8 3.6 6.9z",
  reply: "M2 3h12v8H8l-4 3v-3H2z",
  more: "M3 7h2v2H3zM7 7h2v2H7zM11 7h2v2h-2z",
  close: "m3.8 2.7 4.2 4.2 4.2-4.2 1.1 1.1L9.1 8l4.2 4.2-1.1 1.1L8 9.1l-4.2 4.2-1.1-1.1L6.9 8 2.7 3.8z",
  edit: "m11.5 1.5 3 3L5 14l-4 1 1-4z",
  home: "M8 1.5 1.5 7H3v7h4v-4h2v4h4V7h1.5z",
  menu: "M2 3.5h12V5H2zM2 7.25h12v1.5H2zM2 11h12v1.5H2z",
  lock: "M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm1.6 0h4.8V5a2.4 2.4 0 0 0-4.8 0z",
  back: "M9.8 2.3 11 3.5 6.5 8l4.5 4.5-1.2 1.2L4.1 8z",
  eye: "M8 3c4 0 6.7 3.6 7.3 5-.6 1.4-3.3 5-7.3 5S1.3 9.4 .7 8C1.3 6.6 4 3 8 3zm0 2.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z",
};

/** One of the page's own small pictures; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only an icon; its label is read aloud and shown as a tooltip. */
export function iconButton(name, label, onClick, attributes = {}) {
  return el(
    "button",
    {
      type: "button",
      "aria-label": label,
      title: label,
      on: { click: onClick },
      ...attributes,
      class: `icon-button ${attributes.class ?? ""}`,
    },
    icon(name),
  );
}
