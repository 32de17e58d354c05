"""The picture as PNG: the only user of the rasteriser and of the Korean font, both of the `pictures` extra."""

from __future__ import annotations


class PictureUnavailable(Exception):  # noqa: N818 (it names a state of the installation, not a mistake)
    """Pictures cannot be rasterised here; the message says in one sentence what to install."""


def rasterise(svg: str, width: int = 1600) -> bytes:
    """Give the PNG of a picture, so many pixels wide.

    Raises:
        PictureUnavailable: the `pictures` extra is not installed.
    """
    try:
        import pylopdf_fonts_ko
        import resvg_py
    except ImportError as error:
        msg = "PNG pictures need the extra: pip install 'routelore[pictures]'; SVG works without it."
        raise PictureUnavailable(msg) from error
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg, width=width, skip_system_fonts=True, font_files=[str(pylopdf_fonts_ko.sans_path())]
    )
    return bytes(drawn)
