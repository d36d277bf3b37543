import pytest

from extractors.symbols import find_numbers, kind_of_symbol, official_form


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Quyết định số 1234/QĐ-UBND ngày", ["1234/QĐ-UBND"]),
        ("số 15/2021/NQ-HĐND, 16/2021/NQ-HĐND", ["15/2021/NQ-HĐND", "16/2021/NQ-HĐND"]),
        # separators as printed
        ("18-NQ/TW; 01/NQ/TU; 99/NQCP; 1291/QĐ/TTg", ["18-NQ/TW", "01/NQ/TU", "99/NQCP", "1291/QĐ/TTg"]),
        # spaces, line ends, dashes
        (
            "1234 /QĐ-UBND; 12/2020/NĐ - CP; 6858/QĐ-\nBYT; 131/CĐ – TTg",
            ["1234/QĐ-UBND", "12/2020/NĐ-CP", "6858/QĐ-BYT", "131/CĐ-TTg"],
        ),
        # slips
        ("l5/2021/NQ-HĐND", ["15/2021/NQ-HĐND"]),
        ("548/QĐ- -UBND", ["548/QĐ-UBND"]),
        ("số O9/KH-UBND", ["09/KH-UBND"]),
        ("468/QD-TTg; 468/QÐ-TTG; 468/QĐĐ-TTg", ["468/QĐ-TTg"] * 3),
        ("832/NQ-UBTVQHI4", ["832/NQ-UBTVQH14"]),
        ("12/CĐ- TTEg; 12/CĐ-TTEG", ["12/CĐ-TTg"] * 2),
        # the slash before the kind is a stroke like I and l
        ("số 58/2011INĐ-CP; 7/2018lTT-BNV; 23/2018|QH14", ["58/2011/NĐ-CP", "7/2018/TT-BNV", "23/2018/QH14"]),
        ("năm 2011INĐ; 58/2011IĐ-CP", []),
        # a digit read as a sign: what is left is another number
        ("số §5/QĐ-TTg; số 1§5/QĐ-TTg; 4$12/UBND-NC", []),
        ("2150/U BND-SYT", ["2150/UBND-SYT"]),
        ("số 15/QĐ-TTgngày 1/2/2020", ["15/QĐ-TTg"]),
        ("tại Nghị định số 62/2020/NĐ-", ["62/2020/NĐ-CP"]),
        # what is cut off can't be known
        ("tại Quyết định số 62/QĐ-", []),
        # no numbers of documents
        ("ngày 24/12/2020, 24/24 giờ, 13/63 tỉnh, ISO 9001:2015, đt 0613/822.027", []),
        ("12/KH-UBND.Căn cứ", ["12/KH-UBND"]),
        ("12/KH-UBND - Sở Nội vụ", ["12/KH-UBND"]),
        ("27/2015/TTLT-BKHCN-BTC", ["27/2015/TTLT-BKHCN-BTC"]),
    ],
)
def test_numbers(text, numbers):
    assert [number.text for number in find_numbers(text)] == numbers


def test_offsets_hold_in_the_text():
    text = "theo Quyết định số 1234 /QÐ-UBND ngày"
    number = find_numbers(text)[0]
    assert text[number.start : number.end] == "1234 /QÐ-UBND"


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (("QĐ", "UBND"), "Quyết định"),
        (("CTr", "TU"), "Chương trình"),
        (("TTLT", "BTC", "BNV"), "Thông tư liên tịch"),
        (("UBND", "NC"), "Công văn"),
        (("QH13",), None),
        (("XYZ", "ABC"), None),
    ],
)
def test_kinds(parts, kind):
    assert kind_of_symbol(parts) == kind


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        # kind and body run together
        ("99/NQCP", "99/NQ-CP"),
        ("12/2031/NĐCP", "12/2031/NĐ-CP"),
        ("7/KHUBND", "7/KH-UBND"),
        # the Party's form, the State's
        ("01/NQ/TU", "01-NQ/TU"),
        ("5/CT-TW", "5-CT/TW"),
        ("88/CV-HU", "88-CV/HU"),
        ("12/QĐ/UBND", "12/QĐ-UBND"),
        ("12-QĐ/UBND", "12/QĐ-UBND"),
        ("12/QĐ.UBND", "12/QĐ-UBND"),
        # right as they are
        ("76/NQ-CP", None),
        ("01-NQ/TU", None),
        ("12/2031/NQ-HĐND", None),
        ("12/UBND-NC", None),
        ("57/2014/QH13", None),
        ("11/2015/TTLT-BNV-BTC", None),
        # nothing is certain of parts that are not known
        ("12/QĐ/XYZ", None),
        ("12/TTTT", None),
        ("12/KH/HĐQLQ", None),
    ],
)
def test_official_form(printed, form):
    assert official_form(printed) == form
