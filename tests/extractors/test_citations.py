"""Citations: single ones, lists, laws, damaged numbers, what is no citation. Numbers are made up."""

import datetime as dt

import pytest

from extractors.citations import find_citations, number_key
from tests.extractors.builders import document_of


def cited(text: str, own: str | None = None) -> list[tuple[str | None, str | None, str | None, str | None]]:
    found = find_citations(document_of(text), own)
    return [(c.number, c.kind, str(c.date) if c.date else None, c.issuer) for c in found]


GOVERNMENT, PRIME = "Chính phủ", "Thủ tướng Chính phủ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "theo Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về cơ chế một cửa",
            [("118/2025/NĐ-CP", "Nghị định", "2025-06-09", GOVERNMENT)],
        ),
        (
            "Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 của Thủ tướng Chính phủ",
            [("749/QĐ-TTg", "Quyết định", "2020-06-03", PRIME)],
        ),
        (
            "Quyết định số 749/QĐ-TTg của Thủ tướng Chính phủ ngày 03/6/2020",
            [("749/QĐ-TTg", "Quyết định", "2020-06-03", PRIME)],
        ),
        ("ngày 17/11/ 2021: Kế hoạch số 33/KH-UBND ngày 17/11/ 2021", [("33/KH-UBND", "Kế hoạch", "2021-11-17", None)]),
        (
            "Chương trình hành động số 14/CTr-UBND ngày 28/5/2018 của UBND tỉnh",
            [("14/CTr-UBND", "Chương trình hành động", "2018-05-28", "UBND tỉnh")],
        ),
        ("Công văn số 88-CV/HU ngày 14/9/2021", [("88-CV/HU", "Công văn", "2021-09-14", None)]),
        ("tại Văn bản số 512/UBND-NC ngày 02/3/2022", [("512/UBND-NC", "Văn bản", "2022-03-02", None)]),
        ("Thông tư liên tịch số 11/2015/TTLT-BNV-BTC", [("11/2015/TTLT-BNV-BTC", "Thông tư liên tịch", None, None)]),
        # kind without "số", in lower case with "số", issuer never made up from the symbol
        ("thực hiện Nghị quyết 19-NQ/TW", [("19-NQ/TW", "Nghị quyết", None, None)]),
        ("thực hiện nghị quyết số 12/NQ-HĐND", [("12/NQ-HĐND", "Nghị quyết", None, None)]),
        # a day that can't be read does not hide the issuer
        (
            "Quyết định số 75/QĐ-UBND ngày 09 tháng § năm 2017 của UBND tỉnh",
            [("75/QĐ-UBND", "Quyết định", None, "UBND tỉnh")],
        ),
        # told before the number
        (
            "Ngày 05/4/2031, UBND tỉnh Hà Nam đã ban hành Kế hoạch số 75/KH-UBND về chuyển đổi số",
            [("75/KH-UBND", "Kế hoạch", "2031-04-05", "UBND tỉnh Hà Nam")],
        ),
        ("Kế hoạch số 75/KH-UBND đã ban hành ngày 5/4/2031", [("75/KH-UBND", "Kế hoạch", "2031-04-05", None)]),
        # short kinds and bodies
        (
            "theo QĐ số 75/QĐ-TTg ngày 15.7.2031 của TTCP; NQ 7-NQ/TW của BCT",
            [("75/QĐ-TTg", "Quyết định", "2031-07-15", PRIME), ("7-NQ/TW", "Nghị quyết", None, "Bộ Chính trị")],
        ),
        ("Thông báo kết luận số 45-TB/TU của Tỉnh ủy", [("45-TB/TU", "Thông báo", None, "Tỉnh ủy")]),
        # boards by what they are for; their names and the nicknames of schemes are no numbers
        (
            "Kế hoạch số 1/KH-BCĐ138 ngày 05/4/2031 của Ban Chỉ đạo 138/CP",
            [("1/KH-BCĐ138", "Kế hoạch", "2031-04-05", "Ban Chỉ đạo 138/CP")],
        ),
        (
            "Kế hoạch số 1/KH-BCĐ ngày 05/4/2031 của Ban Chỉ đạo cải cách hành chính tỉnh về tuyên truyền",
            [("1/KH-BCĐ", "Kế hoạch", "2031-04-05", "Ban Chỉ đạo cải cách hành chính tỉnh")],
        ),
        ("các nhiệm vụ của Đề án 06/CP", []),
        # a last part that no list knows, after a blank
        ("Tờ trình số 2/TTr-CAT- ANMQX ngày 05/4/2031", [("2/TTr-CAT-ANMQX", "Tờ trình", "2031-04-05", None)]),
        # the office, not the person, that proposes
        # the office, not the person, that proposes
        (
            "Xét đề nghị của Trưởng phòng Nội vụ huyện Ba Chẽ tại Tờ trình số 40/TTr-NV ngày 09/12/2021",
            [("40/TTr-NV", "Tờ trình", "2021-12-09", "Phòng Nội vụ huyện Ba Chẽ")],
        ),
        (
            "xét đề nghị của Trưởng Công an huyện tại Tờ trình số 42/TTr-CAH ngày 02/4/2024",
            [("42/TTr-CAH", "Tờ trình", "2024-04-02", "Công an huyện")],
        ),
        # the ministry, not the minister; abbreviated; named once for a list
        (
            "Thông tư số 31/2022/TT-BTP ngày 04/5/2022 của Bộ trưởng Bộ Tư pháp",
            [("31/2022/TT-BTP", "Thông tư", "2022-05-04", "Bộ Tư pháp")],
        ),
        (
            "Thông tư số 07/2018/TT-VPCP ngày 02/3/2018 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
            [("07/2018/TT-VPCP", "Thông tư", "2018-03-02", "Văn phòng Chính phủ")],
        ),
        (
            "Thông tư số 14/2020/TT-BKHCN ngày 01/12/2020, số 15/2020/TT-BKHCN ngày 02/12/2020 của Bộ KH&CN.",
            [
                ("14/2020/TT-BKHCN", "Thông tư", "2020-12-01", "Bộ Khoa học và Công nghệ"),
                ("15/2020/TT-BKHCN", "Thông tư", "2020-12-02", "Bộ Khoa học và Công nghệ"),
            ],
        ),
        (
            "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 41/TTr-SNV",
            [("41/TTr-SNV", "Tờ trình", None, "Sở Nội vụ")],
        ),
    ],
)
def test_single_citations(text, expected):
    assert cited(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "các Nghị định số: 30/2005/NĐ-CP ngày 17/10/2005, 17/2013/NĐ-CP đối với cơ quan",
            [("30/2005/NĐ-CP", "Nghị định", "2005-10-17", None), ("17/2013/NĐ-CP", "Nghị định", None, None)],
        ),
        (
            "Nghị định số 150/2025/NĐ-CP, 151/2025/NĐ-CP ngày 12/6/2025 của Chính phủ",
            [
                ("150/2025/NĐ-CP", "Nghị định", "2025-06-12", GOVERNMENT),
                ("151/2025/NĐ-CP", "Nghị định", "2025-06-12", GOVERNMENT),
            ],
        ),
        (
            "Quyết định 26/QĐ-UBND ngày 07/11/2017 và Quyết định số 27/QĐ-UBND ngày 28/10/2019 của UBND tỉnh",
            [
                ("26/QĐ-UBND", "Quyết định", "2017-11-07", "UBND tỉnh"),
                ("27/QĐ-UBND", "Quyết định", "2019-10-28", "UBND tỉnh"),
            ],
        ),
        (
            "các Quyết định của Thủ tướng Chính phủ: số 46/QĐ-TTg ngày 28/01/2022 về chuyển đổi số; số 41/QĐ-TTg",
            [("46/QĐ-TTg", "Quyết định", "2022-01-28", PRIME), ("41/QĐ-TTg", "Quyết định", None, PRIME)],
        ),
        # another body's document takes nothing from its neighbour
        (
            "Nghị quyết số 76/NQ-CP và Quyết định số 27/QĐ-UBND ngày 28/10/2019 của UBND tỉnh",
            [("76/NQ-CP", "Nghị quyết", None, None), ("27/QĐ-UBND", "Quyết định", "2019-10-28", "UBND tỉnh")],
        ),
    ],
)
def test_lists(text, expected):
    assert cited(text) == expected


def test_mentions_of_one_document_are_one_citation():
    found = find_citations(
        document_of(
            "theo Nghị định số 72/2023/NĐ-CP.\nCăn cứ Nghị định số 72/2023/NĐ-CP ngày 21/8/2023 của Chính phủ;\n"
            "1\tthực hiện Nghị định 72/2023/NĐ-CP\tBáo cáo"
        ),
        None,
    )
    assert len(found) == 1
    assert (found[0].date, found[0].issuer, found[0].legal_basis) == (dt.date(2023, 8, 21), GOVERNMENT, True)
    assert found[0].quote == "Nghị định số 72/2023/NĐ-CP ngày 21/8/2023 của Chính phủ"


def test_one_number_of_two_years_is_two_documents():
    text = "Nghị quyết số 01-NQ/TU ngày 03/12/2020 của Tỉnh ủy; Nghị quyết số 01-NQ/TU ngày 04/11/2021 của Tỉnh ủy"
    assert [date for _, _, date, _ in cited(text)] == ["2020-12-03", "2021-11-04"]


def test_two_forms_of_one_number_are_one_document():
    assert [number for number, *_ in cited("Nghị quyết số 01/NQ/TU ngày 04/11/2021. Nghị quyết số 01-NQ/TU.")] == [
        "01/NQ/TU"
    ]
    assert number_key("01-NQ/TU") == number_key("1/NQ/TU")


@pytest.mark.parametrize(
    "text",
    [
        "Số: 15/KH-UBND",
        "(Ban hành kèm theo Quyết định số 99/QĐ-UBND ngày 05/01/2024 của UBND huyện)",
        "(Kèm theo Kế hoạch số: 15/KH-UBND, ngày 17/01/2023 của UBND huyện)",
        "DANH MỤC NHIỆM VỤ (Ban hành kèm theo Kế hoạch số 15/KH-UBND ngày 17/01/2023)",
        "Quyết định số      /QĐ-UBND ngày    tháng    năm 2023",
        "đạt 24/24 giờ, ngày 24/12/2020, ISO 9001:2015, 4/5 xã, điện thoại 0203.822/VP",
        "kỷ luật, pháp luật và luật sư",
        "Tuân thủ quy trình ban hành Nghị quyết của HĐND tỉnh, Quyết định của UBND tỉnh",
    ],
)
def test_no_citations(text):
    assert cited(text, own="15/KH-UBND") == []


def test_an_enclosure_of_another_document_is_cited():
    text = "theo Bộ tiêu chí (ban hành kèm theo Quyết định số 68/QĐ-BYT ngày 18/11/2016 của Bộ Y tế) và hướng dẫn."
    assert cited(text, own="15/KH-SYT") == [("68/QĐ-BYT", "Quyết định", "2016-11-18", "Bộ Y tế")]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;", ["Luật Tổ chức chính quyền địa phương"]),
        ("Căn cứ Luật Cán bộ, công chức và Luật Viên chức;", ["Luật Cán bộ, công chức", "Luật Viên chức"]),
        ("đúng Luật Ngân sách nhà nước và các văn bản hướng dẫn", ["Luật Ngân sách nhà nước"]),
        (
            "Luật Ban hành văn bản quy phạm pháp luật năm 2015, đã sửa",
            ["Luật Ban hành văn bản quy phạm pháp luật năm 2015"],
        ),
        (
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu;",
            ["Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu"],
        ),
        # one law that amends two
        (
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Phí và lệ phí ngày 1/7/2030;",
            ["Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Phí và lệ phí"],
        ),
        (
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Giá ngày 1/7/2030 và Luật Phí và lệ phí;",
            ["Luật sửa đổi, bổ sung một số điều của Luật Giá", "Luật Phí và lệ phí"],
        ),
        # a mark that recognition lost
        ("Căn cứ Luật Đâu tư công ngày 1/7/2030;", ["Luật Đầu tư công"]),
        ("Căn cứ LUẬT TỐ CÁO ngày 1/7/2030;", ["LUẬT TỐ CÁO"]),
        # commas left out, years without "năm", initials; a name cut at a comma is none
        ("Luật Phòng chống tham nhũng; Luật Đất đai 2024", ["Luật Phòng chống tham nhũng", "Luật Đất đai 2024"]),
        ("Căn cứ Luật NSNN ngày 25/6/2015;", ["Luật NSNN"]),
        ("theo Luật Trồng, chăm sóc cây cảnh", []),
        ("Nghị quyết Đại hội XIII của Đảng", ["Nghị quyết Đại hội XIII của Đảng"]),
        ("Hiến pháp năm 2013", ["Hiến pháp năm 2013"]),
        (
            "Nghị quyết Đại hội Đảng bộ huyện Ba Chẽ lần thứ XXV, nhiệm kỳ 2020 - 2025;",
            ["Nghị quyết Đại hội Đảng bộ huyện Ba Chẽ lần thứ XXV, nhiệm kỳ 2020 - 2025"],
        ),
        (
            "Thực hiện nghiêm túc Chỉ thị của UBND tỉnh về tăng cường kỷ cương hành chính.",
            ["Chỉ thị của UBND tỉnh về tăng cường kỷ cương hành chính"],
        ),
        ("Luật Kinh tế tuần hoàn quy định", ["Luật Kinh tế tuần hoàn"]),
    ],
)
def test_documents_named_without_number(text, titles):
    assert [citation.title for citation in find_citations(document_of(text), None)] == titles


def test_a_law_with_its_number():
    found = find_citations(document_of("Căn cứ Luật Viên chức số 58/2010/QH12 ngày 15/11/2010;"), None)
    assert [(c.number, c.kind, c.title, c.legal_basis) for c in found] == [
        ("58/2010/QH12", "Luật", "Luật Viên chức", True)
    ]


def test_only_lines_of_basis_are_legal_basis():
    found = find_citations(
        document_of(
            "Căn cứ Nghị quyết số 5/NQ-CP;\nXét Tờ trình số 6/TTr-SNV;\nb) Căn cứ Kế hoạch số 7/KH-UBND bố trí"
        ),
        None,
    )
    assert [citation.legal_basis for citation in found] == [True, False, False]


def test_quotes_and_offsets_hold():
    document = document_of("Mở đầu.\nTheo Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về cơ chế.")
    found = find_citations(document, None)[0]
    assert document.slice(found.char_start or 0, found.char_end or 0) == found.quote
    assert found.quote == "Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ"


def test_a_long_line_takes_no_long_time():
    text = "Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ, " * 400 + "Luật " * 400 + "(" * 400
    assert len(cited(text)) >= 1


@pytest.mark.parametrize(
    ("text", "number", "raw", "repaired"),
    [
        ("Nghị quyết số 99/NQ-CP", "99/NQ-CP", None, None),
        ("Nghị quyết số 99 / NQ - CP", "99/NQ-CP", None, None),
        # misprinted, misread, both
        ("Nghị quyết số 99/NQCP", "99/NQCP", None, "99/NQ-CP"),
        ("Nghị quyết số 01/NQ/TU", "01/NQ/TU", None, "01-NQ/TU"),
        ("Quyết định số l5/QÐ-UBND", "15/QĐ-UBND", "l5/QÐ-UBND", None),
        ("Nghị quyết số O1/NQ/TU", "01/NQ/TU", "O1/NQ/TU", "01-NQ/TU"),
    ],
)
def test_numbers_as_read_as_printed_and_as_they_should_be(text, number, raw, repaired):
    (citation,) = find_citations(document_of(text), None)
    assert (citation.number, citation.number_raw, citation.number_repaired) == (number, raw, repaired)
