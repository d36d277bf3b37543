"""Frames of documents: letterheads in every shape, titles, years, signers, recipients; names are made up."""

import datetime as dt

import pytest

from extractors.header import read_header
from tests.extractors.builders import document_of

HEAD = (
    (0, "ỦY BAN NHÂN DÂN"),
    (0, "HUYỆN SÔNG LÔ"),
    (0, "Số: 214/KH-UBND"),
    (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (1, "Độc lập - Tự do - Hạnh phúc"),
    (1, "Sông Lô, ngày 08 tháng 02 năm 2024"),
)
BODY = (
    "Căn cứ Quyết định số 99/QĐ-UBND ngày 05/01/2024 của UBND tỉnh;\n"
    "I. MỤC TIÊU\n1. Mục tiêu chung\nNâng cao chất lượng."
)


def fields(text: str, **options: object) -> dict[str, object]:
    return read_header(document_of(text, **options)).model_dump()  # type: ignore[arg-type]


def letterhead(body: str, number: str, place: str) -> str:
    return f"{body}\n{number}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n{place}\n"


def test_a_plan_with_a_letterhead_in_columns():
    got = fields("KẾ HOẠCH\nChuyển đổi số huyện Sông Lô năm 2024\n" + BODY, letterhead=HEAD)
    assert got["kind"] == "Kế hoạch"
    assert got["number"] == "214/KH-UBND"
    assert got["issued_on"] == dt.date(2024, 2, 8)
    assert got["place"] == "Sông Lô"
    assert got["issuer"] == "UBND huyện Sông Lô"
    assert got["admin_level"] == "district"
    assert got["title"] == "Chuyển đổi số huyện Sông Lô năm 2024"
    assert (got["period_start"], got["period_end"], got["vision_year"]) == (2024, 2024, None)


@pytest.mark.parametrize(
    ("head", "number", "issued_on", "place", "issuer", "level"),
    [
        # read across both columns
        (
            "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHUYỆN BA CHẼ Độc lập - Tự do - Hạnh phúc\n"
            "Số: 77/KH-UBND Ba Chẽ, ngày 03 tháng 4 năm 2023\n",
            "77/KH-UBND",
            dt.date(2023, 4, 3),
            "Ba Chẽ",
            "UBND huyện Ba Chẽ",
            "district",
        ),
        # slips of recognition in label, number, date and motto
        (
            letterhead("ÚY BAN NHÂN DÂN\nTỈNH LAI CHẦU", "Só: 5O2 /KH-UBND", "Lai Châu, ngày l2 tháng 9 năm 2022"),
            "502/KH-UBND",
            dt.date(2022, 9, 12),
            "Lai Châu",
            "UBND tỉnh Lai Châu",
            "province",
        ),
        # number and day left for the hand
        (
            letterhead("ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP", "Số:      /KH-UBND", "Tân Lập, ngày    tháng 01 năm 2024"),
            None,
            None,
            "Tân Lập",
            "UBND xã Tân Lập",
            "commune",
        ),
        # a mark where a digit may have been
        (
            letterhead("ỦY BAN NHÂN DÂN\nPHƯỜNG BẾN THÀNH", "Só:?4/KH-UBND", "Bến Thành, ngày 06 tháng 11 năm 2025"),
            None,
            dt.date(2025, 11, 6),
            "Bến Thành",
            "UBND phường Bến Thành",
            "commune",
        ),
        # cities: provincial or of a district
        (
            letterhead("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG", "Số: 12/KH-UBND", "Đà Nẵng, ngày 15 tháng 01 năm 2021"),
            "12/KH-UBND",
            dt.date(2021, 1, 15),
            "Đà Nẵng",
            "UBND thành phố Đà Nẵng",
            "province",
        ),
        (
            letterhead("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ VIỆT TRÌ", "Số: 12/KH-UBND", "Việt Trì, ngày 15 tháng 01 năm 2021"),
            "12/KH-UBND",
            dt.date(2021, 1, 15),
            "Việt Trì",
            "UBND thành phố Việt Trì",
            "district",
        ),
        (
            letterhead("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ", "Số: 12/KH-UBND", "Huế, ngày 15 tháng 01 năm 2023"),
            "12/KH-UBND",
            dt.date(2023, 1, 15),
            "Huế",
            "UBND thành phố Huế",
            "district",
        ),
        (
            letterhead("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ", "Số: 12/KH-UBND", "Huế, ngày 15 tháng 3 năm 2025"),
            "12/KH-UBND",
            dt.date(2025, 3, 15),
            "Huế",
            "UBND thành phố Huế",
            "province",
        ),
        (
            letterhead("ỦY BAN NHÂN DÂN\nQUẬN 7", "Số: 12/KH-UBND", "Quận 7, ngày 15 tháng 3 năm 2022"),
            "12/KH-UBND",
            dt.date(2022, 3, 15),
            "Quận 7",
            "UBND quận 7",
            "district",
        ),
        (
            letterhead("ỦY BAN NHÂN DÂN\nĐẶC KHU CÔ TÔ", "Số: 12/KH-UBND", "Cô Tô, ngày 15 tháng 9 năm 2025"),
            "12/KH-UBND",
            dt.date(2025, 9, 15),
            "Cô Tô",
            "UBND đặc khu Cô Tô",
            "commune",
        ),
        # a department under its province, a commune under its district
        (
            letterhead("UBND TỈNH KIÊN GIANG\nSỞ Y TẾ", "Số: 31/KH-SYT", "Kiên Giang, ngày 05 tháng 02 năm 2020"),
            "31/KH-SYT",
            dt.date(2020, 2, 5),
            "Kiên Giang",
            "Sở Y tế tỉnh Kiên Giang",
            "province",
        ),
        (
            letterhead(
                "UBND HUYỆN MÊ LINH\nỦY BAN NHÂN DÂN\nXÃ TIẾN THẮNG",
                "Số: 8/KH-UBND",
                "Tiến Thắng, ngày 05 tháng 02 năm 2020",
            ),
            "8/KH-UBND",
            dt.date(2020, 2, 5),
            "Tiến Thắng",
            "UBND xã Tiến Thắng",
            "commune",
        ),
        # stamps of urgency, drafts; a board, an office, a school
        (
            letterhead(
                "DỰ THẢO LẦN 2\nỦY BAN NHÂN DÂN\nTỈNH SÓC TRĂNG\nHỎA TỐC",
                "Số:…/KH-UBND",
                "Sóc Trăng, ngày … tháng … năm 2024",
            ),
            None,
            None,
            "Sóc Trăng",
            "UBND tỉnh Sóc Trăng",
            "province",
        ),
        (
            letterhead(
                "HỘI ĐỒNG NHÂN DÂN\nTỈNH SƠN LA\nBAN PHÁP CHẾ", "Số: 5/KH-BPC", "Sơn La, ngày 02 tháng 02 năm 2024"
            ),
            "5/KH-BPC",
            dt.date(2024, 2, 2),
            "Sơn La",
            "Ban Pháp chế HĐND tỉnh Sơn La",
            "province",
        ),
        (
            letterhead(
                "HỘI ĐỒNG NHÂN DÂN\nHUYỆN BÙ ĐĂNG\nTHƯỜNG TRỰC", "Số: 5/KH-HĐND", "Bù Đăng, ngày 02 tháng 02 năm 2024"
            ),
            "5/KH-HĐND",
            dt.date(2024, 2, 2),
            "Bù Đăng",
            "Thường trực HĐND huyện Bù Đăng",
            "district",
        ),
        (
            letterhead("UBND TỈNH BÌNH ĐỊNH\nVĂN PHÒNG", "Số: 21/KH-VP", "Bình Định, ngày 03 tháng 3 năm 2024"),
            "21/KH-VP",
            dt.date(2024, 3, 3),
            "Bình Định",
            "Văn phòng UBND tỉnh Bình Định",
            "province",
        ),
        (
            letterhead(
                "SỞ GD&ĐT TỈNH HÒA BÌNH\nTRƯỜNG THPT KIM BÔI", "Số: 21/KH-THPTKB", "Kim Bôi, ngày 03 tháng 9 năm 2024"
            ),
            "21/KH-THPTKB",
            dt.date(2024, 9, 3),
            "Kim Bôi",
            "Trường THPT Kim Bôi",
            "province",
        ),
        # the number of a steering board, words torn by blanks
        (
            letterhead(
                "BAN CHỈ ĐẠO QUỐC GIA VỀ TRỒNG RỪNG", "Số: 52/KH-BCĐQG1234", "Hà N ộ i, ngày 05 tháng 02 năm 2020"
            ),
            "52/KH-BCĐQG1234",
            dt.date(2020, 2, 5),
            "Hà Nội",
            "Ban Chỉ đạo Quốc gia về trồng rừng",
            None,
        ),
        # a committee of the Party
        # a committee of the Party
        (
            letterhead("TỈNH ỦY YÊN BÁI", "Số 45-KH/TU", "Yên Bái, ngày 05 tháng 02 năm 2020").replace(
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM"
            ),
            "45-KH/TU",
            dt.date(2020, 2, 5),
            "Yên Bái",
            "Tỉnh ủy Yên Bái",
            "province",
        ),
    ],
)
def test_letterheads(head, number, issued_on, place, issuer, level):
    got = fields(head + "KẾ HOẠCH\nCải cách hành chính\n" + BODY)
    assert (got["number"], got["issued_on"], got["place"]) == (number, issued_on, place)
    assert (got["issuer"], got["admin_level"]) == (issuer, level)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Sa Pa, ngày, - tháng 12 năm 2021", "Sa Pa"),
        ("Thành phố Hỗ Chí Minh, ngày-7Õtháng năm 2021", "Thành phố Hồ Chí Minh"),
    ],
)
def test_the_place_beside_a_date_that_the_hand_wrote(line, place):
    got = fields(letterhead("SỞ NỘI VỤ", "Số: /KH-SNV", line) + "KẾ HOẠCH\nCải cách hành chính\n" + BODY)
    assert (got["place"], got["issued_on"]) == (place, None)


def test_an_issuer_without_name_gets_it_from_the_text():
    text = letterhead("ỦY BAN NHÂN DÂN TỈNH", "Số: 12/KH-UBND", "Pleiku, ngày 15 tháng 01 năm 2021")
    got = fields(
        text + "KẾ HOẠCH\nChuyển đổi số năm 2021\nCăn cứ Nghị quyết số 5/NQ-HĐND của HĐND tỉnh Gia Lai;\n"
        "I. MỤC TIÊU\nTrên địa bàn tỉnh Gia Lai và tỉnh Gia Lai."
    )
    assert got["issuer"] == "UBND tỉnh Gia Lai"


def test_letters_without_marks_of_a_kind_begin_no_title():
    ward = letterhead("ỦY BAN NHÂN DÂN\nPHƯỜNG AN KHÁNH", "Số: 5/KH-UBND", "An Khánh, ngày 05 tháng 8 năm 2025")
    got = fields(ward + "KẾ HOẠCH\nChuyển đổi số năm 2026\n" + BODY)
    assert (got["kind"], got["issuer"]) == ("Kế hoạch", "UBND phường An Khánh")
    council = letterhead("HỘI ĐỒNG NHÂN DÂN\nTỈNH SƠN LA", "Số: 55/NQ-HĐND", "Sơn La, ngày 08 tháng 12 năm 2021")
    got = fields(council + "NGHỊ QUYẾT\nVề Chương trình cải cách hành chính\nHỘI ĐỒNG NHÂN DÂN TỈNH SƠN LA\n" + BODY)
    assert (got["kind"], got["issuer"]) == ("Nghị quyết", "HĐND tỉnh Sơn La")
    assert got["title"] == "Về Chương trình cải cách hành chính"


def test_a_district_named_under_its_city():
    head = letterhead(
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH\nQUẬN BÌNH THẠNH",
        "Số: 7/KH-UBND",
        "Bình Thạnh, ngày 15 tháng 02 năm 2023",
    )
    got = fields(head + "KẾ HOẠCH\nChuyển đổi số\n" + BODY)
    assert (got["issuer"], got["admin_level"]) == ("UBND quận Bình Thạnh", "district")


def test_a_plan_alone_takes_number_and_date_of_the_decision_under_its_title():
    got = fields(
        "KẾ HOẠCH\nChuyển đổi số năm 2023\n(Kèm theo Quyết định số 123/QĐ-UBND ngày 12 tháng 3 năm 2023\n"
        "của Ủy ban nhân dân huyện Tuy Đức)\nI. MỤC TIÊU"
    )
    assert (got["kind"], got["number"], got["issued_on"]) == ("Kế hoạch", "123/QĐ-UBND", dt.date(2023, 3, 12))
    assert got["issuer"] == "UBND huyện Tuy Đức"


def test_a_stamp_of_arrival_is_not_the_number():
    text = "CÔNG VĂN ĐẾN\nSố: 4411\nNgày: 12/02/2024\n"
    got = fields(text + "KẾ HOẠCH\nChuyển đổi số\n" + BODY, letterhead=HEAD)
    assert (got["number"], got["issued_on"]) == ("214/KH-UBND", dt.date(2024, 2, 8))


def test_without_letterhead_the_attachment_line_tells():
    got = fields(
        "QUYẾT ĐỊNH\nBan hành Kế hoạch chuyển đổi số giai đoạn 2022-2025\nỦY BAN NHÂN DÂN HUYỆN KRÔNG NĂNG\n"
        "Căn cứ Luật Công nghệ thông tin;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nY Thuận Ayun\nKẾ HOẠCH\nChuyển đổi số\n"
        "(Ban hành kèm theo Quyết định số 618/QĐ-UBND ngày 20 tháng 5 năm 2022 của UBND huyện Krông Năng)\nI. MỤC TIÊU"
    )
    assert got["number"] == "618/QĐ-UBND"
    assert got["issued_on"] == dt.date(2022, 5, 20)
    assert got["issuer"] == "UBND huyện Krông Năng"
    assert got["place"] is None


@pytest.mark.parametrize(
    ("lines", "kind", "title"),
    [
        ("KẾ HOẠCH\nChuyển đổi số huyện Sông Lô", "Kế hoạch", "Chuyển đổi số huyện Sông Lô"),
        ("KÉ HOẠCH\nChuyển đổi số", "Kế hoạch", "Chuyển đổi số"),
        ("KÊ IOẠCH\nChuyển đổi số", "Kế hoạch", "Chuyển đổi số"),
        ("QUYÉT ĐỊNH\nVề việc phê duyệt Đề án\nchuyển đổi số", "Quyết định", "Về việc phê duyệt Đề án chuyển đổi số"),
        (
            "CHƯƠNG TRÌNH HÀNH ĐỘNG\nThực hiện Nghị quyết Đại hội",
            "Chương trình hành động",
            "Thực hiện Nghị quyết Đại hội",
        ),
        ("KẾ HOẠCH Cải cách hành chính năm 2024", "Kế hoạch", "Cải cách hành chính năm 2024"),
        ("BÁO CÁO\nKết quả quý I\n________", "Báo cáo", "Kết quả quý I"),
        ("TỜ TRÌNH\nVề việc xin kinh phí\nKính gửi: Ủy ban nhân dân huyện.", "Tờ trình", "Về việc xin kinh phí"),
        (
            "KẾ HOẠCH\nTriển khai thực hiện Chương trình chuyển đổi số\nnăm 2024\n"
            "Thực hiện Kế hoạch của tỉnh, Ủy ban nhân dân huyện ban hành kế hoạch như sau:",
            "Kế hoạch",
            "Triển khai thực hiện Chương trình chuyển đổi số năm 2024",
        ),
    ],
)
def test_kinds_and_titles(lines, kind, title):
    got = fields(lines + "\n" + BODY, letterhead=HEAD)
    assert (got["kind"], got["title"]) == (kind, title)


@pytest.mark.parametrize(
    ("text", "kind", "number", "issued_on", "issuer", "title"),
    [
        # an annex alone says what it goes with
        (
            "PHỤ LỤC 01\nDANH MỤC NHIỆM VỤ THỰC HIỆN NGHỊ QUYẾT SỐ 5-NQ/TU NGÀY 02 THÁNG 3 NĂM 2023\n"
            "(Kèm theo Chương trình hành động tại Quyết định số 15/QĐ-SYT ngày 05/01/2024 của Giám đốc Sở Y tế)\n"
            "TT\tViệc\n1\tA",
            "Phụ lục",
            "15/QĐ-SYT",
            dt.date(2024, 1, 5),
            "Sở Y tế",
            "DANH MỤC NHIỆM VỤ THỰC HIỆN NGHỊ QUYẾT SỐ 5-NQ/TU NGÀY 02 THÁNG 3 NĂM 2023",
        ),
        # no letterhead: the text tells day and issuer of the number above it
        (
            "Nghị quyết số 15-NQ/TW\nBộ Chính trị ký ban hành Nghị quyết số 15-NQ/TW (ngày 22/12/2031) của Bộ Chính "
            "trị về phát triển thư viện. Toàn văn như sau:\nThư viện là nơi đọc sách.",
            "Nghị quyết",
            "15-NQ/TW",
            dt.date(2031, 12, 22),
            "Bộ Chính trị",
            "về phát triển thư viện",
        ),
    ],
)
def test_without_letterhead(text, kind, number, issued_on, issuer, title):
    got = fields(text)
    assert (got["kind"], got["number"], got["issued_on"], got["issuer"], got["title"]) == (
        kind,
        number,
        issued_on,
        issuer,
        title,
    )


def test_the_first_heading_of_a_text_without_head_tells_the_years():
    got = fields("II. Về kế hoạch phát triển kinh tế xã hội 5 năm 2031-2035\nKinh tế phát triển.")
    assert (got["title"], got["period_start"], got["period_end"]) == (None, 2031, 2035)


def test_a_letter_has_its_subject_under_the_number_and_comes_before_its_enclosure():
    got = fields(
        "Kính gửi: Các phòng, ban thuộc huyện.\nỦy ban nhân dân huyện đề nghị các đơn vị thực hiện.\nKẾ "
        "HOẠCH\nChuyển đổi số\n",
        letterhead=(
            (0, "ỦY BAN NHÂN DÂN"),
            (0, "HUYỆN SÔNG LÔ"),
            (0, "Số: 88/UBND-VHTT"),
            (0, "V/v triển khai Kế hoạch"),
            (0, "chuyển đổi số năm 2024"),
            *HEAD[3:],
        ),
    )
    assert got["kind"] == "Công văn"
    assert got["number"] == "88/UBND-VHTT"
    assert got["title"] == "triển khai Kế hoạch chuyển đổi số năm 2024"


def test_the_form_of_the_gazette():
    got = fields(
        "Quyết định\ncủa Thủ tướng Chính phủ số 41/2003/QĐ-TTg\nngày 5 tháng 6 năm 2003 về việc thành lập Quỹ\n"
        "Thủ tướng Chính phủ\nCăn cứ Luật Tổ chức Chính phủ;"
    )
    assert (got["kind"], got["number"], got["issuer"]) == ("Quyết định", "41/2003/QĐ-TTg", "Thủ tướng Chính phủ")
    assert got["admin_level"] == "central"
    assert got["issued_on"] == dt.date(2003, 6, 5)


def test_a_blank_form_in_an_annex_gives_nothing():
    text = (
        "KẾ HOẠCH\nChuyển đổi số năm 2024\n"
        + BODY
        + (
            "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nBùi Văn Hạnh\nPhụ lục\n"
            "TÊN CƠ QUAN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố:   /BC-...\n..., ngày   tháng   năm\nBÁO "
            "CÁO\nKết quả năm 2030\n"
            "Nơi nhận:\n- Sở Nội vụ;\nTHỦ TRƯỞNG ĐƠN VỊ"
        )
    )
    got = fields(text, letterhead=HEAD)
    assert (got["kind"], got["number"], got["period_end"]) == ("Kế hoạch", "214/KH-UBND", 2024)
    assert got["recipients"] == ["Như trên", "Lưu: VT"]
    assert got["signer"] == "Bùi Văn Hạnh"


def test_a_lost_digit_of_the_day_comes_back_from_the_attachment_line():
    head = (*HEAD[:2], (0, "Số: 15/QĐ-UBND"), *HEAD[3:5], (1, "Sông Lô, ngày 2 tháng 12 năm 2023"))
    attached = "KẾ HOẠCH\nChuyển đổi số\n(Kèm theo Quyết định số 15/QĐ-UBND ngày {day}/12/2023 của UBND huyện Sông Lô)"
    start = "QUYẾT ĐỊNH\nBan hành Kế hoạch\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Kế hoạch.\n"
    assert fields(start + attached.format(day="28"), letterhead=head)["issued_on"] == dt.date(2023, 12, 28)
    # '30' shares no digit with '2': a contradiction, not a lost digit
    assert fields(start + attached.format(day="30"), letterhead=head)["issued_on"] == dt.date(2023, 12, 2)


def test_nothing_is_made_up_for_a_text_without_frame():
    got = fields("Một đoạn văn không có gì đặc biệt về công tác năm nay.")
    assert all(got[name] is None for name in ("kind", "number", "issued_on", "issuer", "title", "signer"))
    assert got["recipients"] == []


PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


@pytest.mark.parametrize(
    ("head", "number", "place", "issuer", "level"),
    [
        # a table of two cells, as word processor files have it
        (
            f"TỈNH ỦY YÊN BÁI\t{PARTY}\n*\tYên Bái, ngày 12 tháng 5 năm 2022\nSố 91-KH/TU\n",
            "91-KH/TU",
            "Yên Bái",
            "Tỉnh ủy Yên Bái",
            "province",
        ),
        (
            f"HUYỆN ỦY BA BỂ\n*\nSố 15-KH/HU\n{PARTY}\nBa Bể, ngày 12 tháng 5 năm 2022\n",
            "15-KH/HU",
            "Ba Bể",
            "Huyện ủy Ba Bể",
            "district",
        ),
        # the committee of a city: of a province's rank or of a district's
        (
            f"THÀNH ỦY LẠNG SƠN\n*\nSố 33-KH/TU\n{PARTY}\nLạng Sơn, ngày 12 tháng 5 năm 2022\n",
            "33-KH/TU",
            "Lạng Sơn",
            "Thành ủy Lạng Sơn",
            "district",
        ),
        (
            f"THÀNH ỦY CẦN THƠ\n*\nSố 34-KH/TU\n{PARTY}\nCần Thơ, ngày 12 tháng 5 năm 2022\n",
            "34-KH/TU",
            "Cần Thơ",
            "Thành ủy Cần Thơ",
            "province",
        ),
        (
            f"ĐẢNG BỘ HUYỆN CHỢ MỚI\nĐẢNG ỦY XÃ YÊN HÂN\n*\nSố 07-KH/ĐU\n{PARTY}\nYên Hân, ngày 12 tháng 5 năm 2022\n",
            "07-KH/ĐU",
            "Yên Hân",
            "Đảng ủy xã Yên Hân",
            "commune",
        ),
        # a board of the committee; the organ that decided
        (
            f"TỈNH ỦY HÀ GIANG\nBAN TUYÊN GIÁO\n*\nSố 45-KH/BTGTU\n{PARTY}\nHà Giang, ngày 12 tháng 5 năm 2022\n",
            "45-KH/BTGTU",
            "Hà Giang",
            "Ban Tuyên giáo Tỉnh ủy Hà Giang",
            "province",
        ),
        (
            f"HUYỆN ỦY SÌN HỒ\nBAN THƯỜNG VỤ\n*\nSố 10-KH/HU\n{PARTY}\nSìn Hồ, ngày 12 tháng 5 năm 2022\n",
            "10-KH/HU",
            "Sìn Hồ",
            "Huyện ủy Sìn Hồ",
            "district",
        ),
    ],
)
def test_letterheads_of_the_party(head, number, place, issuer, level):
    got = fields(head + "KẾ HOẠCH\nChuyển đổi số năm 2022\nI. MỤC TIÊU\nNâng cao chất lượng.")
    assert (got["number"], got["place"], got["issuer"], got["admin_level"]) == (number, place, issuer, level)
    assert got["issued_on"] == dt.date(2022, 5, 12)
