/** The page's line to the local Slack: what it asks, what it does for a person, and the stream of what happens. */

async function read(path, query = {}) {
  const reply = await fetch(`${path}?${new URLSearchParams(query)}`);
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
  return reply.json();
}

export const readState = (user) => read("/ui/state", user ? { user } : {});
export const readMessages = (channel, user) => read("/ui/messages", { channel, user });
export const readHome = (user) => read("/ui/home", { user });
export const readViews = (user) => read("/ui/views", { user });
export const readTraffic = () => read("/ui/traffic");

/** Do something as a person; the answer always has `ok`, also where the server is not there. */
export async function act(what, user, fields = {}) {
  try {
    const reply = await fetch("/ui/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ do: what, user, ...fields }),
    });
    const answer = await reply.json();
    return { ok: reply.ok, ...answer };
  } catch (error) {
    return { ok: false, error: String(error.message ?? error) };
  }
}

/** Listen to what happens for this person; `linked` hears whether the line is up. Gives a function that hangs up. */
export function listen(user, told, linked) {
  const source = new EventSource(`/ui/stream?${new URLSearchParams({ user })}`);
  source.addEventListener("open", () => linked(true));
  source.addEventListener("error", () => linked(false));
  source.addEventListener("message", (event) => told(JSON.parse(event.data)));
  return () => source.close();
}
