/** What every control of a block does alike: it asks first where it must, tells the app, and keeps what was filled in. */

import { confirmed } from "./dialogs.js";
import { plain } from "./mrkdwn.js";

/** A text object's words. */
export function words(text) {
  return plain(text?.text ?? "", text?.emoji !== false);
}

/** Tell the app, after the element's own question when it has one; the control rests until the app has answered. */
export async function press(node, element, block, scene, action) {
  if (element.confirm && !(await confirmed(element.confirm, scene))) return false;
  node.setAttribute("aria-busy", "true");
  try {
    await scene.act(block, {
      action_id: element.action_id,
      block_id: block.block_id,
      type: element.type,
      ...action,
    });
  } finally {
    node.removeAttribute("aria-busy");
  }
  return true;
}

/** Keep what was filled in, and tell the app where the element asks for that. */
export function filled(node, element, block, scene, state) {
  scene.fill?.(block, element, { type: element.type, ...state });
  if (block.type !== "input" || block.dispatch_action) void press(node, element, block, scene, state);
}

/** What the element held before it was drawn. */
export function before(element, block, scene) {
  return scene.filled?.(block, element) ?? {};
}
