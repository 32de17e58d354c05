"""The pages on which a workspace installs the app: no script, nothing from elsewhere, every word of others escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from bot.phrases import installing as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnostics.model.words import Lang, Words

_STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:36rem;margin:10vh auto;padding:0 1rem;color:#1d1c1d;background:#fff}"
    "a.do{display:inline-block;padding:.6rem 1.2rem;border-radius:.5rem;background:#1f3a5f;color:#fff;text-decoration:none}"
    "code{background:#f2f2f2;padding:.1rem .3rem}"
)
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def language_of(accepted: str) -> Lang:
    """Give the language that a browser would have the page in, by its `Accept-Language`."""
    first = next((part.split(";")[0].strip().lower() for part in accepted.split(",")), "")
    return "ko" if first.startswith("ko") else "en"


def install_page(url: str, scopes: Sequence[str], lang: Lang) -> str:
    """Give the page with the way to Slack, and what will be asked for there."""
    asked = "".join(f"<li><code>{escape(scope)}</code></li>" for scope in scopes)
    body = f"<p>{escape(words.WHAT.say(lang))}</p>{_link(url, words.ADD, lang)}"
    return _page(words.TITLE, f"{body}<p>{escape(words.SCOPES.say(lang))}</p><ul>{asked}</ul>", lang)


def installed_page(team: str, url: str, lang: Lang) -> str:
    """Give the page that says where the app is now, with the way there."""
    return _page(
        words.DONE, f"<p>{_filled(words.DONE_IN, lang, {'team': team})}</p>{_link(url, words.OPEN_SLACK, lang)}", lang
    )


def failed_page(why: Words, again: str, lang: Lang, about: Mapping[str, str] | None = None) -> str:
    """Give the page that says why the app was not installed, with the way to start again."""
    return _page(words.NOT_DONE, f"<p>{_filled(why, lang, about or {})}</p>{_link(again, words.AGAIN, lang)}", lang)


def _filled(said: Words, lang: Lang, about: Mapping[str, str]) -> str:
    return escape(said.say(lang)).format(**{name: escape(value) for name, value in about.items()})


def _link(url: str, said: Words, lang: Lang) -> str:
    return f'<p><a class="do" href="{escape(url, quote=True)}">{escape(said.say(lang))}</a></p>'


def _page(title: Words, body: str, lang: Lang) -> str:
    said = escape(title.say(lang))
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{said}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<link rel="icon" href="data:,"><style>{_STYLE}</style></head><body><h1>{said}</h1>{body}</body></html>'
    )
