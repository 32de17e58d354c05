/** Lists that change in place: what stayed the same keeps its node, its focus and what was chosen in it. */

const HELD = new WeakMap();
const NEAR = 48;

/** Make a container show these items ({key, signature, make}), touching only those whose signature changed. */
export function sync(container, items) {
  const held = HELD.get(container) ?? new Map();
  const next = new Map();
  const focus = focusIn(container);
  for (const { key, signature, make } of items) {
    const entry = held.get(key);
    next.set(key, entry?.signature === signature ? entry : { signature, node: make() });
  }
  const kept = new Set([...next.values()].map((entry) => entry.node));
  for (const node of [...container.childNodes]) if (!kept.has(node)) node.remove();
  let cursor = container.firstChild;
  for (const { node } of next.values()) {
    if (node === cursor) cursor = cursor.nextSibling;
    else container.insertBefore(node, cursor);
  }
  HELD.set(container, next);
  focus?.();
}

/** Make a container show these nodes, which are made anew only when what they tell of changed. */
export function show(container, tells, make) {
  sync(container, [{ key: "all", signature: JSON.stringify(tells), make: () => box(make()) }]);
}

function box(nodes) {
  const node = document.createElement("div");
  node.className = "contents";
  node.append(...nodes);
  return node;
}

/** A way back to what was focused in a container, by its test id or action id, should its node be replaced. */
export function focusIn(container) {
  const node = document.activeElement;
  if (!node || node === container || !container.contains(node)) return null;
  const names = ["data-block-id", "data-action-id", "data-testid", "data-value"];
  const found = names
    .filter((name) => node.getAttribute(name))
    .map((name) => `[${name}=${CSS.escape(node.getAttribute(name))}]`);
  const message = node.closest("[data-ts]")?.dataset.ts;
  const selector = `${message ? `[data-ts="${CSS.escape(message)}"] ` : ""}${found.join("")}`;
  return () => {
    if (!node.isConnected && found.length) container.querySelector(selector)?.focus();
  };
}

/**
 * Keeps a list scrolled to what is new, but never so far that what the person said last leaves the top: the question
 * stays in sight and the answer grows below it. It stops following once the person scrolls away.
 */
export class Follower {
  constructor(container, pill) {
    this.container = container;
    this.pill = pill;
    this.following = true;
    this.set = 0;
    container.addEventListener("scroll", () => this.scrolled());
    container.addEventListener("load", () => this.settle(), true);
    new ResizeObserver(() => this.settle()).observe(container);
    pill.addEventListener("click", () => this.toEnd());
  }

  /** Follow again, with this message kept in sight (or none). */
  follow(anchor = null) {
    this.following = true;
    this.anchor = anchor;
  }

  get end() {
    return this.container.scrollHeight - this.container.clientHeight;
  }

  settle() {
    const { container } = this;
    if (this.following) {
      const kept = this.anchor && container.querySelector(`[data-ts="${CSS.escape(this.anchor)}"]`);
      this.set = Math.max(0, kept ? Math.min(this.end, kept.offsetTop - 8) : this.end);
      container.scrollTop = this.set;
    }
    this.pill.hidden = this.end - container.scrollTop < NEAR;
  }

  scrolled() {
    const { scrollTop } = this.container;
    const atEnd = this.end - scrollTop < NEAR;
    if (Math.abs(scrollTop - this.set) > 2) {
      this.following = atEnd;
      if (atEnd) this.anchor = null;
    }
    this.pill.hidden = atEnd;
  }

  toEnd() {
    this.follow();
    this.settle();
  }
}
