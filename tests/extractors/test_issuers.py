import pytest

from extractors.issuers import read_issuer, read_letterhead_bodies, title_case


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("UBND TỈNH KIÊN GIANG SỞ Y TẾ", ["UBND tỉnh Kiên Giang", "Sở Y tế"]),
        ("ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU VĂN PHÒNG", ["UBND tỉnh Bà Rịa - Vũng Tàu", "Văn phòng"]),
        ("UBND THÀNH PHỐ HẢI PHÒNG SỞ GIÁO DỤC VÀ ĐÀO TẠO", ["UBND thành phố Hải Phòng", "Sở Giáo dục và Đào tạo"]),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", ["UBND Thành phố Hồ Chí Minh"]),
        ("HỘI ĐỒNG NHÂN DÂN XÃ Y TÝ", ["HĐND xã Y Tý"]),
        ("UBND HUYỆN A LƯỚI PHÒNG NỘI VỤ", ["UBND huyện A Lưới", "Phòng Nội vụ"]),
        ("HUYỆN ỦY CHƯ SÊ", ["Huyện ủy Chư Sê"]),
        ("ÚY BAN NHÂN DÂN TÍNH LAI CHÂU", ["UBND tỉnh Lai Châu"]),
        ("SỞ GIÁO DỤC VÀ ĐÁAO TẠO", ["Sở Giáo dục và Đào tạo"]),
        ("ỦY BAN NHÂN DÂN TỈNH", ["UBND tỉnh"]),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ TĨNH", ["UBND thành phố Hà Tĩnh"]),
        ("UBND THÀNH PHỐ HỒ CHÍ MINH QUẬN 3", ["UBND quận 3"]),
        ("CÔNG AN TỈNH QUẢNG NAM", ["Công an tỉnh Quảng Nam"]),
        ("BỘ CÔNG AN", ["Bộ Công an"]),
        # a body that begins a line is not cut by the one above it
        ("BAN CHẤP HÀNH TRUNG ƯƠNG\nĐẢNG ĐOÀN QUỐC HỘI", ["Ban Chấp hành Trung ương", "Đảng đoàn Quốc hội"]),
        (
            "ĐẢNG BỘ TỈNH HÀ TĨNH\nBAN CHẤP HÀNH ĐẢNG BỘ HUYỆN CAN LỘC",
            ["Đảng bộ tỉnh Hà Tĩnh", "Ban Chấp hành Đảng bộ huyện Can Lộc"],
        ),
        ("VĂN PHÒNG\nUBND TỈNH LAI CHÂU", ["Văn phòng UBND tỉnh Lai Châu"]),
        # words of a unit's name or of a task that begin bodies elsewhere
        ("UBND HUYỆN BÙ ĐĂNG", ["UBND huyện Bù Đăng"]),
        ("UBND XÃ VĂN PHONG", ["UBND xã Văn Phong"]),
        ("UBND HUYỆN PHONG ĐIỀN", ["UBND huyện Phong Điền"]),
        ("UBND HUYỆN BỐ TRẠCH\nPHÒNG NỘI VỤ", ["UBND huyện Bố Trạch", "Phòng Nội vụ"]),
        ("UBND TỈNH TIỀN GIANG\nBAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ", ["UBND tỉnh Tiền Giang", "Ban Chỉ đạo Chuyển đổi số"]),
        ("UBND TỈNH TIỀN GIANG SỐ NỘI VỤ", ["UBND tỉnh Tiền Giang", "Sở Nội vụ"]),
        ("ỦY BAN NHÂN DÂN TỈNH BÀ RỊA – VŨNG TÀU", ["UBND tỉnh Bà Rịa - Vũng Tàu"]),
        ("KẾ HOẠCH CẢI CÁCH", []),
    ],
)
def test_letterheads(text, bodies):
    assert [str(body) for body in read_letterhead_bodies(text)] == bodies


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("UBND huyện Lục Nam", "UBND huyện Lục Nam"),
        ("UBND tỉnh Hà Nam năm 2024", "UBND tỉnh Hà Nam"),
        ("Bộ trưởngBộ Giáo dục và Đào tạo về", "Bộ trưởng Bộ Giáo dục và Đào tạo"),
        ("CP về", "Chính phủ"),
        ("Chính phủ Ban hành Chương trình", "Chính phủ"),
        ("Chính phủ. Hoàn thành", "Chính phủ"),
        ("Chính phú về", "Chính phủ"),
        ("Thủ tướng Chính phủ về việc", "Thủ tướng Chính phủ"),
        ("Ủy ban nhân dân tỉnh Gia Lai về", "UBND tỉnh Gia Lai"),
        ("UBND tỉnh thực hiện Kế hoạch", "UBND tỉnh"),
        ("UBND tỉnh. Hoàn thành", "UBND tỉnh"),
        ("Chủ tịch UBND tỉnh Bà Rịa - Vũng Tàu ban hành", "Chủ tịch UBND tỉnh Bà Rịa - Vũng Tàu"),
        ("Bộ Thông tin và Truyền thông hướng dẫn", "Bộ Thông tin và Truyền thông"),
        ("Bộ trưởng Bộ Y tế).", "Bộ trưởng Bộ Y tế"),
        ("Bộ Tài chính, Bộ Nội vụ", "Bộ Tài chính"),
        ("Sở Nông nghiệp & Phát triển nông thôn tại", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Ban Chấp hành Trung ương Đảng khóa XII về", "Ban Chấp hành Trung ương Đảng khóa XII"),
        ("Ban Chấp hành Trung ương, khóa XIII về", "Ban Chấp hành Trung ương, khóa XIII"),
        ("Hội nghị lần thứ tư Ban Chấp hành Trung ương", "Hội nghị lần thứ tư Ban Chấp hành Trung ương"),
        ("Ban Chấp hành Trung ương Đảng (khóa XI) về", "Ban Chấp hành Trung ương Đảng (khóa XI)"),
        ("Hội nghị Trung ương 4 khóa XII về", "Hội nghị Trung ương 4 khóa XII"),
        ("Ban Thường vụ Huyện ủy về", "Ban Thường vụ Huyện ủy"),
        ("Công an tỉnh về", "Công an tỉnh"),
        ("Bộ Công an hướng dẫn", "Bộ Công an"),
        ("Tỉnh ủy Gia Lai giai đoạn", "Tỉnh ủy Gia Lai"),
        ("UBND TP. Việt Trì về", "UBND TP. Việt Trì"),
        ("các bộ, ngành", None),
        ("người dân và doanh nghiệp", None),
    ],
)
def test_after_of(text, issuer):
    found = read_issuer(text, 0)
    assert (found[0] if found else None) == issuer


def test_title_case():
    assert title_case("IA H'DRAI") == "Ia H'Drai"
    assert title_case("BÀ RỊA - VŨNG TÀU") == "Bà Rịa - Vũng Tàu"
