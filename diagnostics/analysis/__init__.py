"""Pure verbs: read a question, resolve a name, look up a route, follow it, filter it, judge it."""
