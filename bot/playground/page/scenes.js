/** The scenes in which blocks stand: a message in a conversation, or a view of somebody's. */

/** What was filled in in messages, while the page is open. */
const filledInMessages = new Map();

/** The scene of a message: what is filled in goes along with its next button. */
export function messageScene(app, message) {
  const where = { channel: app.channel?.id, ts: message.ts };
  const key = `${app.workspace.me}/${where.channel}/${where.ts}`;
  const filled = () => filledInMessages.get(key) ?? {};
  return {
    ...scene(app, where, filled),
    fill: (block, element, state) => {
      const before = filled();
      const inBlock = { ...before[block.block_id], [element.action_id]: state };
      filledInMessages.set(key, { ...before, [block.block_id]: inBlock });
    },
    filled: (block, element) => filled()[block.block_id]?.[element.action_id],
  };
}

/** The scene of a modal or of App Home: what is filled in is kept here until it is submitted. */
export function viewScene(app, view, filled, errors = {}) {
  const where = { view_id: view.id };
  return {
    ...scene(app, where, () => filled),
    errors,
    fill: (block, element, state) => {
      filled[block.block_id] = { ...filled[block.block_id], [element.action_id]: state };
    },
    filled: (block, element) =>
      filled[block.block_id]?.[element.action_id] ??
      view.state?.values?.[block.block_id]?.[element.action_id],
  };
}

function scene(app, where, state = () => undefined) {
  const { workspace } = app;
  return {
    names: workspace.names,
    act: (block, action) =>
      app.deeds.press(
        {
          ...where,
          block_id: action.block_id,
          action_id: action.action_id,
          value: valueOf(action),
          state: state(),
        },
        action.type,
      ),
    suggest: (block, element, query) =>
      app.deeds.suggest({ ...where, block_id: block.block_id, action_id: element.action_id, value: query }),
    directory: (kind, element) => directory(workspace, kind, element),
    here: () => app.channel?.id,
    fileUrl: (file) =>
      file?.id
        ? `/files/${encodeURIComponent(file.id)}/picture`
        : new URL(file?.url ?? "", location.href).pathname,
  };
}

/** The one value of an action, whichever field its element keeps it in. */
function valueOf(action) {
  if (action.selected_option !== undefined) return action.selected_option?.value ?? null;
  if (action.selected_options) return action.selected_options.map((option) => option.value);
  const key = Object.keys(action).find((name) => name.startsWith("selected_"));
  return key ? action[key] : action.value;
}

function directory(workspace, kind, element) {
  if (kind === "users") return workspace.users.map((user) => ({ id: user.id, label: user.real_name }));
  const wanted = new Set(element.filter?.include ?? ["public", "private", "im"]);
  const rooms = workspace.rooms.filter((room) => wanted.has(room.is_private ? "private" : "public"));
  const options = rooms.map((room) => ({ id: room.id, label: `#${room.name}` }));
  const withBot =
    kind === "conversations" && wanted.has("im") && !element.filter?.exclude_bot_users && workspace.dm;
  return withBot ? [...options, { id: workspace.dm.id, label: workspace.bot.name }] : options;
}
