"""`diagnose --format svg` and `png`: one path as a picture, before and after a change, or every subnet at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.console import sentences
from bot.console.terminal import UsageError, filled

if TYPE_CHECKING:
    from bot.console.asked import Asked
    from diagnostics.model.words import Lang


def svg(asked: Asked, lang: Lang) -> str:
    """Give the picture as an SVG document."""
    if asked.everything:
        from diagnostics.render.matrix_svg import picture as matrix

        return matrix(asked.glance(), lang)
    from diagnostics.explain.what_if import tell_changes
    from diagnostics.render.svg import picture

    if len(asked.found) != 1:
        raise UsageError(filled(sentences.ONE_PICTURE, count=str(len(asked.found))))
    (one,) = asked.found
    return picture(one.before, lang, one.after, tell_changes(asked.changes, asked.snapshot, lang).steps)


def png(asked: Asked, lang: Lang) -> bytes:
    """Give the picture as a PNG."""
    from diagnostics.render.png import PictureUnavailable, rasterise

    drawn = svg(asked, lang)
    try:
        return rasterise(drawn)
    except PictureUnavailable as error:
        raise UsageError(sentences.NO_PICTURES) from error
