"""How the page of a sweep looks and sorts: its style and its one script, which the page's policy knows by their hashes."""

from __future__ import annotations

#: Colours tell nothing that a sign and a word beside them do not; they differ for every kind of colour vision
#: (Okabe and Ito's palette). — https://jfly.uni-koeln.de/color/
STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --paper: #fff; --band: #f6f8fa;
  --private: #009e73; --public: #d55e00; --blocked: #1b1f24; --mixed: #cc79a7; --elsewhere: #0072b2; --unknown: #8a6d00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b1; --line: #3d444d; --paper: #0d1117;
  --band: #161b22; --blocked: #e6edf3; --elsewhere: #56b4e9; --unknown: #f0e442; --public: #e69f00; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 90rem; color: var(--ink); background: var(--paper);
  word-break: keep-all; overflow-wrap: break-word;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0; max-width: 60rem; } .soft { color: var(--soft); } .partial { font-weight: 600; }
.chips { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; margin: 1rem 0 0; padding: 0; }
.chips li { border: 1px solid var(--line); border-radius: .5rem; padding: .25rem .75rem; }
.chips b { font-size: 1.2rem; }
.wide { overflow-x: auto; margin-top: .5rem; border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
thead th { position: sticky; top: 0; background: var(--band); white-space: nowrap; }
tbody tr:last-child td { border-bottom: 0; }
td { overflow-wrap: break-word; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
th button { all: unset; cursor: pointer; } th button:focus-visible { outline: 2px solid var(--elsewhere); }
th[aria-sort=ascending] button::after { content: " \\2191"; } th[aria-sort=descending] button::after { content: " \\2193"; }
.mark { font-weight: 600; } .mark, .whole { white-space: nowrap; }
.private { color: var(--private); } .public { color: var(--public); } .blocked { color: var(--blocked); }
.mixed { color: var(--mixed); } .elsewhere { color: var(--elsewhere); } .unknown { color: var(--unknown); }
code { white-space: nowrap; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .92em; }
@media (max-width: 40rem) {
  .wide { border: 0; } thead, .sorting { display: none; }
  table, tbody, tr, td { display: block; } tr { border: 1px solid var(--line); border-radius: .5rem; margin-bottom: .75rem; }
  td, td.number { overflow: hidden; overflow-wrap: anywhere; text-align: right; }
  .whole { white-space: normal; }
  td::before { content: attr(data-title); color: var(--soft); float: left; margin-right: 1rem; }
}
@media print {
  :root { --ink: #000; --soft: #333; --line: #999; --paper: #fff; --band: #fff; }
  body { max-width: none; padding: 0; font-size: 9pt; } .wide { overflow: visible; border: 0; }
  thead { display: table-header-group; } thead th { position: static; } tr { break-inside: avoid; }
  th button::after { content: none !important; } .sorting { display: none; }
}
"""

#: Sorts a table by the column whose title is pressed: by number where there are numbers, else by the letters.
SCRIPT = """
document.querySelectorAll("table").forEach(function (table) {
  var heads = table.tHead.rows[0].cells;
  Array.prototype.forEach.call(heads, function (head, at) {
    head.firstElementChild.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending", body = table.tBodies[0];
      Array.prototype.forEach.call(heads, function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      var rows = Array.prototype.slice.call(body.rows);
      rows.sort(function (one, other) {
        var a = one.cells[at].getAttribute("data-key"), b = other.cells[at].getAttribute("data-key");
        var order = a - b;
        if (isNaN(order)) { order = a.localeCompare(b); }
        return down ? -order : order;
      });
      rows.forEach(function (row) { body.appendChild(row); });
    });
  });
});
"""
