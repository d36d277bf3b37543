import random

import pytest

from pipeline.office.flow import Paragraph, Run
from pipeline.office.legacy import convert_text, decode, decode_bytes, detect, font_encoding
from tests.pipeline.office.test_doc import legacy

PROSE = (
    "Căn cứ tình hình thực tế của địa phương, các phòng chuyên môn thuộc huyện xây dựng kế hoạch thực hiện hằng năm, "
    "bảo đảm sẵn sàng về con người và trang thiết bị, báo cáo kết quả trước ngày 15 tháng 12."
)
FOREIGN = (
    "El ayuntamiento publicará cada año el plan de acción, señalando plazos y órganos responsables de su ejecución."
)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnTimeH", "tcvn3"),
        (".vnarial", "tcvn3"),
        ("VNI-Times", "vni"),
        ("VNI Helve", "vni"),
        ("VPS Times", "vps"),
        ("ABCDEF+.VnTime", "tcvn3"),
        ("Times New Roman", None),
        ("Vineta BT", None),
        (None, None),
        ("", None),
        ("Vnu Unicode", None),
    ],
)
def test_fonts_that_tell_an_encoding(font: str | None, encoding: str | None) -> None:
    assert font_encoding(font) == encoding


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
def test_letters_tell_an_encoding_too(encoding: str) -> None:
    assert detect(legacy(PROSE, encoding)) == encoding
    assert convert_text(legacy(PROSE, encoding), encoding) == PROSE


@pytest.mark.parametrize(
    "text", [PROSE, FOREIGN, "Kế hoạch", "", "so 12 ngay 5", legacy("kế hoạch", "vni"), PROSE * 1000]
)
def test_other_text_is_in_no_legacy_encoding(text: str) -> None:
    assert detect(text) is None


def test_letters_that_viparse_lacks() -> None:
    assert convert_text("thaúng, KHAÚNG, saün", "vni") == "thẳng, KHẲNG, sẵn"


def paragraph(*runs: tuple[str, str | None]) -> Paragraph:
    return Paragraph([Run(text, font=font) for text, font in runs])


def test_a_letter_parted_from_its_mark_by_a_change_of_print() -> None:
    coded = legacy("phường", "vni")
    items = [paragraph((coded[:4], "VNI-Times"), (coded[4:], "VNI-Times"))]
    assert decode(items) == {"vni"}
    assert items[0].text == "phường"


def test_runs_of_several_encodings_in_one_paragraph() -> None:
    items = [
        paragraph((legacy("phòng ", "tcvn3"), ".VnTime"), (legacy("nội vụ ", "vni"), "VNI-Times"), ("huyện", "Arial"))
    ]
    assert decode(items) == {"tcvn3", "vni"}
    assert items[0].text == "phòng nội vụ huyện"


def test_a_font_whose_text_is_unicode_is_not_believed() -> None:
    items = [paragraph((PROSE, ".VnTime")), paragraph(("xã Hòa á", ".VnTime"))]
    assert decode(items) == set()
    assert items[1].text == "xã Hòa á"


def test_text_without_fonts_by_its_letters() -> None:
    items = [paragraph((legacy(PROSE, "tcvn3"), None)), paragraph(("Đã là Unicode", None))]
    assert decode(items) == {"tcvn3"}
    assert [one.text for one in items] == [PROSE, "Đã là Unicode"]


def windows_1258(text: str) -> bytes:
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        out += (base + "".join(part for part in parts if part in tones)).encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PROSE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + PROSE.encode(), "utf-8"),
        (PROSE.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + PROSE.encode("utf-16-be"), "utf-16"),
        (PROSE.encode("utf-16-le"), "utf-16-le"),
        (PROSE.encode("utf-16-be"), "utf-16-be"),
        (windows_1258(PROSE), "windows-1258"),
        (legacy(PROSE, "tcvn3").encode("latin-1"), "tcvn3"),
        (legacy(PROSE, "vni").encode("latin-1"), "vni"),
        (legacy(PROSE, "viscii").encode("latin-1"), "viscii"),
        (legacy(PROSE, "vps").encode("latin-1"), "vps"),
        # Legacy letters that someone saved as UTF-8.
        (legacy(PROSE, "vni").encode(), "vni"),
    ],
)
def test_bytes_of_a_text(data: bytes, encoding: str) -> None:
    assert decode_bytes(data) == (PROSE, encoding)


@pytest.mark.parametrize(
    "data",
    [
        b"\x80\x81\x82 abc",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        random.Random(3).randbytes(3000),
        FOREIGN.encode("latin-1"),
        "План мероприятий на год, сроки и ответственные исполнители".encode("cp1251"),
        b"a\0b",
    ],
)
def test_bytes_that_are_no_vietnamese_text(data: bytes) -> None:
    assert decode_bytes(data) is None
