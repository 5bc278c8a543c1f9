import struct

import pytest

from tracker.reports import raster

pytestmark = pytest.mark.skipif(not raster.has_chinese_font(), reason="no Chinese font on this machine")

SVG = '<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="30" height="20">{}</svg>'


def size_of(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", picture[16:24])


@pytest.mark.parametrize("zoom", [1, 2, 3])
def test_a_picture_has_so_many_pixels_to_a_unit(zoom: int):
    assert size_of(raster.png(SVG.format(""), zoom=zoom)) == (30 * zoom, 20 * zoom)


def test_chinese_words_are_drawn():
    pictures = {raster.png(SVG.format(f'<text y="16">{word}</text>')) for word in ("", "完成", "未完")}

    assert len(pictures) == 3


@pytest.mark.parametrize("kind", ["chart-target", "chart-grid", "bar-met"])
def test_the_stylesheet_of_the_pages_colours_the_picture(kind: str):
    shape = '<rect class="{}" width="30" height="20" fill="#000" stroke="#000" stroke-width="9"/>'

    assert raster.png(SVG.format(shape.format(kind))) != raster.png(SVG.format(shape.format("none")))


def test_every_token_of_the_stylesheet_is_filled_in():
    assert "var(" not in raster._style_sheet()
    assert "--paper" not in raster._style_sheet()


def test_the_same_drawing_is_made_once(monkeypatch: pytest.MonkeyPatch):
    raster.png(SVG.format("<title>once</title>"))
    monkeypatch.setattr(raster.resvg_py, "svg_to_bytes", None)

    assert raster.png(SVG.format("<title>once</title>"))


def test_without_a_chinese_font_no_picture_is_made(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    bare = raster.resvg_py.svg_to_bytes
    monkeypatch.setattr(
        raster.resvg_py, "svg_to_bytes", lambda **options: bare(**options, skip_system_fonts=True)
    )
    raster._drawn.cache_clear()
    raster.has_chinese_font.cache_clear()
    try:
        with pytest.raises(raster.NoChineseFont):
            raster.png(SVG.format(""))
    finally:
        raster._drawn.cache_clear()
        raster.has_chinese_font.cache_clear()

    assert "fonts-noto-cjk" in caplog.text
