"""A team's own Markdown notes turned into drafts of entries, which are never served before somebody has reviewed them."""
