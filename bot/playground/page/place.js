/** Where the page stands: in its address (`#jun/network/1764.0001`), and in links to messages of this workspace. */

import { isReply } from "./workspace.js";

/** The place that the address names. */
export function fromAddress() {
  const [person, room, thread] = decodeURIComponent(location.hash.slice(1)).split("/");
  return { person: person || null, room: room || null, thread: thread || null };
}

/** Put a place into the address, without a new step in the history when only the thread changed. */
export function toAddress({ person, room, thread }) {
  const hash = `#${[person, room, thread].filter(Boolean).map(encodeURIComponent).join("/")}`;
  if (hash !== location.hash) history.replaceState(null, "", hash);
}

/** Let links to messages of this workspace lead there instead of to a new tab. */
export function followLinks(app) {
  document.addEventListener("click", (event) => {
    const found = event.target.closest?.("a[href]")?.pathname.match(/^\/archives\/(\w+)\/p(\d+)(\d{6})$/);
    if (!found) return;
    event.preventDefault();
    void toMessage(app, found[1], `${found[2]}.${found[3]}`);
  });
}

async function toMessage(app, channel, ts) {
  const target = app.workspace.channels.get(channel);
  await app.go(target && !target.is_im ? channel : "dm");
  const message = app.workspace.messages.get(app.channel.id)?.get(ts);
  if (!message) return;
  if (isReply(message) || message.reply_count) app.openThread(isReply(message) ? message.thread_ts : ts);
  app.view.point(ts);
}
