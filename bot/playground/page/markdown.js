/** The Markdown of a `markdown` block as DOM nodes; as in Slack, `<…>` inside it is live. */

import { el } from "./dom.js";
import { link, mrkdwn, decoded } from "./mrkdwn.js";

const INLINE =
  /(`[^`\n]+`)|(\*\*(?=\S)[^\n]*?\S\*\*)|(\*(?=\S)[^*\n]*?\S\*)|(~~[^~\n]+~~)|\[([^\]\n]+)\]\(([^)\s]+)\)|(<[^<>\n]+>)/g;
/** How a row begins that ends the paragraph before it. */
const STARTS = /^(?:#{1,6}\s|```|\||>|&gt;|\s*[-*+]\s|\s*\d+[.)]\s)/;

/** The nodes of a Markdown text: headings, lists, quotes, tables, code, rules and paragraphs. */
export function markdown(text, names) {
  const rows = text.split("\n");
  const nodes = [];
  let at = 0;
  while (at < rows.length) {
    const take = (test) => {
      const start = at;
      while (at < rows.length && test(rows[at])) at += 1;
      return rows.slice(start, at);
    };
    const row = rows[at];
    const heading = /^(#{1,6})\s+(.*)$/.exec(row);
    if (!row.trim()) at += 1;
    else if (/^```/.test(row)) {
      at += 1;
      const code = take((line) => !/^```/.test(line));
      at += 1;
      nodes.push(el("pre", { class: "code-block", tabindex: "0" }, decoded(code.join("\n"))));
    } else if (heading) {
      at += 1;
      nodes.push(el(`h${Math.min(6, heading[1].length + 2)}`, {}, inline(heading[2], names)));
    } else if (/^(?:-{3,}|\*{3,})\s*$/.test(row)) {
      at += 1;
      nodes.push(el("hr"));
    } else if (/^\s*[-*+]\s/.test(row))
      nodes.push(
        items(
          "ul",
          take((line) => /^\s*[-*+]\s/.test(line)),
          /^\s*[-*+]\s+/,
          names,
        ),
      );
    else if (/^\s*\d+[.)]\s/.test(row))
      nodes.push(
        items(
          "ol",
          take((line) => /^\s*\d+[.)]\s/.test(line)),
          /^\s*\d+[.)]\s+/,
          names,
        ),
      );
    else if (/^(?:>|&gt;)/.test(row))
      nodes.push(
        el(
          "blockquote",
          {},
          broken(
            take((line) => /^(?:>|&gt;)/.test(line)).map((line) => line.replace(/^(?:>|&gt;)\s?/, "")),
            names,
          ),
        ),
      );
    else if (/^\|.*\|\s*$/.test(row))
      nodes.push(
        table(
          take((line) => /^\|.*\|\s*$/.test(line)),
          names,
        ),
      );
    else {
      at += 1;
      nodes.push(el("p", {}, broken([row, ...take((line) => line.trim() && !STARTS.test(line))], names)));
    }
  }
  return nodes;
}

function items(tag, rows, mark, names) {
  return el(
    tag,
    {},
    rows.map((row) => el("li", {}, inline(row.replace(mark, ""), names))),
  );
}

function broken(rows, names) {
  return rows.flatMap((row, index) => (index ? [el("br"), ...inline(row, names)] : inline(row, names)));
}

function table(rows, names) {
  const cells = rows.map((row) =>
    row
      .trim()
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
  const body = cells.filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell)));
  const line = (row, at) =>
    el(
      "tr",
      {},
      row.map((cell) => el(at ? "td" : "th", {}, inline(cell, names))),
    );
  return el("div", { class: "table", tabindex: "0" }, el("table", {}, body.map(line)));
}

function inline(text, names) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(decoded(text.slice(at, match.index)), marked(match, names));
    at = match.index + match[0].length;
  }
  return [...nodes, decoded(text.slice(at))];
}

function marked([whole, code, strong, em, struck, label, url], names) {
  if (code) return el("code", {}, decoded(code.slice(1, -1)));
  if (strong) return el("strong", {}, inline(strong.slice(2, -2), names));
  if (em) return el("em", {}, inline(em.slice(1, -1), names));
  if (struck) return el("s", {}, inline(struck.slice(2, -2), names));
  if (label) return link(decoded(url), decoded(label));
  return mrkdwn(whole, names, true);
}
