from pipeline.office.flow import Paragraph, Run
from pipeline.office.fonts import decode
from tests.pipeline.encodings import encode
from tests.pipeline.test_legacy import TEXT


def paragraph(*runs: tuple[str, str | None]) -> Paragraph:
    return Paragraph([Run(text, font=font) for text, font in runs])


def test_a_letter_parted_from_its_mark_by_a_change_of_print() -> None:
    coded = encode("phường", "vni")
    items = [paragraph((coded[:4], "VNI-Times"), (coded[4:], "VNI-Times"))]
    assert decode(items) == {"vni"}
    assert items[0].text == "phường"


def test_runs_of_several_encodings_in_one_paragraph() -> None:
    items = [
        paragraph((encode("phòng ", "tcvn3"), ".VnTime"), (encode("nội vụ ", "vni"), "VNI-Times"), ("huyện", "Arial"))
    ]
    assert decode(items) == {"tcvn3", "vni"}
    assert items[0].text == "phòng nội vụ huyện"


def test_a_font_whose_text_is_unicode_is_not_believed() -> None:
    items = [paragraph((TEXT, ".VnTime")), paragraph(("xã Hòa á", ".VnTime"))]
    assert decode(items) == set()
    assert items[1].text == "xã Hòa á"


def test_text_without_fonts_by_its_letters() -> None:
    items = [paragraph((encode(TEXT, "tcvn3"), None)), paragraph(("Đã là Unicode", None))]
    assert decode(items) == {"tcvn3"}
    assert [one.text for one in items] == [TEXT, "Đã là Unicode"]


def test_a_font_of_capitals_draws_capitals() -> None:
    items = [paragraph((encode("phòng ", "tcvn3"), ".VnTimeH"), (encode("nội vụ", "tcvn3"), ".VnTime"))]
    decode(items)
    assert [run.text for run in items[0].runs] == ["PHÒNG ", "nội vụ"]
