/** A loud box where something was sent that this page cannot show, so that nobody mistakes it for nothing. */

import { el } from "./dom.js";
import { say } from "./words.js";

/** The box, with the name of the type. */
export function unknown(type) {
  return el(
    "div",
    { class: "unknown-block", role: "alert", "data-testid": "unknown-block" },
    say("unknown_block", { type: String(type) }),
  );
}
