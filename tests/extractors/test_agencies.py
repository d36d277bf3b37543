"""Agencies: lists of table cells, canonical names, names in running text."""

import time

import pytest

from corpora.agencies import abbreviations, agencies
from extractors.agencies import canonical_agency, registered_agency, split_agencies
from extractors.agency_mentions import find_agencies
from models.text import fold_words

LISTS = [
    # one agency
    ("Sở Nội vụ", ["Sở Nội vụ"]),
    ("Văn phòng HĐND và UBND", ["Văn phòng HĐND và UBND"]),
    ("Văn phòng HĐND và UBND huyện", ["Văn phòng HĐND và UBND huyện"]),
    ("Phòng Nội vụ - LĐTB&XH", ["Phòng Nội vụ - Lao động - Thương binh và Xã hội"]),
    ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
    ("Trung tâm Văn hóa và Truyền thông", ["Trung tâm Văn hóa và Truyền thông"]),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy", ["Ban Tuyên giáo và Dân vận Tỉnh ủy"]),
    ("Mời UBMTTQVN tỉnh", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]),
    ("Đề nghị Liên đoàn Lao động tỉnh", ["Liên đoàn Lao động tỉnh"]),
    # collectives count as one
    ("các sở, ban, ngành cấp tỉnh", ["các sở, ban, ngành cấp tỉnh"]),
    ("Các cơ quan, đơn vị liên quan", ["Các cơ quan, đơn vị liên quan"]),
    ("Các phòng, ban, ngành, đoàn thể huyện", ["Các phòng, ban, ngành, đoàn thể huyện"]),
    ("UBND các huyện, thị xã, thành phố", ["UBND các huyện, thị xã, thành phố"]),
    ("UBND các huyện và thành phố Lào Cai", ["UBND các huyện và thành phố Lào Cai"]),
    ("UBND xã, phường, thị trấn", ["UBND xã, phường, thị trấn"]),
    ("Thủ trưởng các cơ quan, đơn vị", ["Thủ trưởng các cơ quan, đơn vị"]),
    # lists
    ("Sở Tài chính; Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
    ("Sở Tài chính, Sở Nội vụ và UBND các cấp", ["Sở Tài chính", "Sở Nội vụ", "UBND các cấp"]),
    ("Sở Nội vụ/Sở Tư pháp", ["Sở Nội vụ", "Sở Tư pháp"]),
    ("Sở Y tế\nSở Xây dựng", ["Sở Y tế", "Sở Xây dựng"]),
    ("- Sở Y tế - Sở Xây dựng", ["Sở Y tế", "Sở Xây dựng"]),
    ("Sở Y tế Sở Xây dựng", ["Sở Y tế", "Sở Xây dựng"]),
    ("Các sở, ban, ngành, UBND các cấp", ["Các sở, ban, ngành", "UBND các cấp"]),
    ("Các sở, ngành cấp tỉnh, UBND các cấp", ["Các sở, ngành cấp tỉnh", "UBND các cấp"]),
    ("Các phòng, ban và UBND các xã, thị trấn", ["Các phòng, ban", "UBND các xã, thị trấn"]),
    (
        "Sở Giáo dục và Đào tạo, Sở Văn hóa, Thể thao và Du lịch và Sở Y tế",
        ["Sở Giáo dục và Đào tạo", "Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"],
    ),
    ("Văn phòng HĐND và UBND; UBND các xã", ["Văn phòng HĐND và UBND", "UBND các xã"]),
    ("Công an huyện, Ban Chỉ huy Quân sự huyện", ["Công an huyện", "Ban Chỉ huy Quân sự huyện"]),
    # a head said once
    ("Các Sở: Xây dựng, TN&MT, Y tế", ["Sở Xây dựng", "Sở Tài nguyên và Môi trường", "Sở Y tế"]),
    ("Các sở Xây dựng và Y tế", ["Sở Xây dựng", "Sở Y tế"]),
    ("Sở Xây dựng, Y tế, Công Thương", ["Sở Xây dựng", "Sở Y tế", "Sở Công Thương"]),
    ("Các phòng: Nội vụ, Kinh tế và Hạ tầng", ["Phòng Nội vụ", "Phòng Kinh tế và Hạ tầng"]),
    (
        "Các Sở: Nội vụ, VP UBND tỉnh và đơn vị, địa phương liên quan",
        ["Sở Nội vụ", "Văn phòng UBND tỉnh", "đơn vị, địa phương liên quan"],
    ),
    ("UBND cấp huyện, xã", ["UBND cấp huyện", "UBND cấp xã"]),
    ("Ủy ban nhân dân cấp huyện, xã", ["UBND cấp huyện", "UBND cấp xã"]),
    # the office of both councils, however its "và" is printed
    ("VP HĐND & UBND", ["Văn phòng HĐND và UBND"]),
    ("VP. HĐND và UBND; Công an xã", ["Văn phòng HĐND và UBND", "Công an xã"]),
    ("Công an huyện, Văn phòng HĐND-UBND", ["Công an huyện", "Văn phòng HĐND và UBND"]),
    # first words abbreviated, where the registry has such a name
    ("P.Tư pháp, P. LĐTBXH", ["Phòng Tư pháp", "Phòng Lao động - Thương binh và Xã hội"]),
    ("P. GDMN, P. GDTrH", ["Phòng Giáo dục Mầm non", "Phòng Giáo dục Trung học"]),
    ("TT. PVHCC; TT Y tế", ["Trung tâm Phục vụ hành chính công", "Trung tâm Y tế"]),
    ("VP ĐĐBQH&HĐND tỉnh", ["Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh"]),
    ("TT. VHTT; P. Hành chính - Quản trị", ["Trung tâm Văn hóa - Thông tin", "Phòng Hành chính - Quản trị"]),
    ("UBND P. Hòa Thuận", ["UBND P. Hòa Thuận"]),
    ("UBND các xã, TT Ba Hàng", ["UBND các xã, thị trấn Ba Hàng"]),
    ("TT VH và TT, Phòng VH và TT", ["Trung tâm Văn hóa và Truyền thông", "Phòng Văn hóa và Thông tin"]),
    ("Công an thị xã, CN VPĐKĐĐ", ["Công an thị xã", "Chi nhánh Văn phòng Đăng ký đất đai"]),
    ("Phòng Nội vụ các huyện, TX, TP", ["Phòng Nội vụ các huyện, thị xã, thành phố"]),
    ("Phòng Y tế các huyện, thị xã và Sở Nội vụ", ["Phòng Y tế các huyện, thị xã", "Sở Nội vụ"]),
    ("CT. UBND phường; PCT UBND quận", ["Chủ tịch UBND phường", "Phó Chủ tịch UBND quận"]),
    ("Ban Dân vận TU, VP HU", ["Ban Dân vận Tỉnh ủy", "Văn phòng Huyện ủy"]),
    ("Trường ĐH Tây Nguyên, Trường CĐ Y tế", ["Trường Đại học Tây Nguyên", "Trường Cao đẳng Y tế"]),
    ("MTTQ và các đoàn thể; Phòng Kinh tế", ["Mặt trận Tổ quốc và các đoàn thể", "Phòng Kinh tế"]),
    ("UBND cấp huyện, cấp xã", ["UBND cấp huyện", "UBND cấp xã"]),
    ("Công an xã, Ban nhân dân các ấp", ["Công an xã", "Ban nhân dân các ấp"]),
    ("Các Sở, Ban, Ngành cấp tỉnh", ["Các sở, ban, ngành cấp tỉnh"]),
    ("Các sở, Ban ngành; Ban Dân tộc", ["Các sở, ban, ngành", "Ban Dân tộc"]),
    ("UBND các huyện: Cam Lộ, Gio Linh; Công an tỉnh", ["UBND huyện Cam Lộ", "UBND huyện Gio Linh", "Công an tỉnh"]),
    ("UBND các huyện, các xã", ["UBND các huyện", "UBND các xã"]),
    ("UBND các xã Hải An, Hải Ba và Hải Khê", ["UBND xã Hải An", "UBND xã Hải Ba", "UBND xã Hải Khê"]),
    ("UBND xã Hải An, Hải Ba; Công an tỉnh", ["UBND xã Hải An", "UBND xã Hải Ba", "Công an tỉnh"]),
    ("UBND các xã, TT", ["UBND các xã, thị trấn"]),
    ("Phòng Nội vụ, UBND TP Vinh", ["Phòng Nội vụ", "UBND thành phố Vinh"]),
    ("Sở NN và PTNT, Sở GD & ĐT", ["Sở Nông nghiệp và Phát triển nông thôn", "Sở Giáo dục và Đào tạo"]),
    ("Các phòng: NV, TC-KH; VP HĐND và UBND", ["Phòng Nội vụ", "Phòng Tài chính - Kế hoạch", "Văn phòng HĐND và UBND"]),
    ("Toàn thể cán bộ, công chức, viên chức", ["Toàn thể cán bộ, công chức, viên chức"]),
    ("Bộ phận Văn phòng - Thống kê, Tư pháp - Hộ tịch", ["Bộ phận Văn phòng - Thống kê", "Tư pháp - Hộ tịch"]),
    ("Sở Tài chính chủ trì, Sở Nội vụ phối hợp", ["Sở Tài chính", "Sở Nội vụ"]),
    # marks, remarks, persons
    ("Các cơ quan chuyên môn <sup>(3)</sup> , UBND các xã", ["Các cơ quan chuyên môn", "UBND các xã"]),
    ("Sở Tư pháp (2), Sở Nội vụ (nếu cần)", ["Sở Tư pháp", "Sở Nội vụ"]),
    ("Nguyễn Văn An, Trần Thị Bình", ["Nguyễn Văn An", "Trần Thị Bình"]),
    ("Phòng Tư pháp, Lê Văn Cường", ["Phòng Tư pháp", "Lê Văn Cường"]),
    # slips of recognition
    ("Phòng LĐTĐ&XH, Phòng LĐT&XH", ["Phòng Lao động - Thương binh và Xã hội"] * 2),
    ("So Noi vu, Sở Tài chinh", ["Sở Nội vụ", "Sở Tài chính"]),
    ("[UBND cấp huyện, xã|", ["UBND cấp huyện", "UBND cấp xã"]),
    ("Phòng LĐTB®&XH", ["Phòng Lao động - Thương binh và Xã hội"]),
    # nothing
    ("", []),
    ("-", []),
    ("...", []),
]


@pytest.mark.parametrize(("raw", "expected"), LISTS)
def test_split_agencies(raw: str, expected: list[str]) -> None:
    assert split_agencies(raw) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sở TTTT", "Sở Thông tin và Truyền thông"),
        ("Sở TT & TT", "Sở Thông tin và Truyền thông"),
        ("VPUBND tỉnh", "Văn phòng UBND tỉnh"),
        ("VP HĐND & UBND", "Văn phòng HĐND và UBND"),
        ("Sở VHTT", "Sở Văn hóa và Thể thao"),
        ("Phòng VHTT", "Phòng Văn hóa và Thông tin"),
        ("Phòng VH-XH", "Phòng Văn hóa - Xã hội"),
        ("Sở NN&MT", "Sở Nông nghiệp và Môi trường"),
        ("Phòng TC-KH", "Phòng Tài chính - Kế hoạch"),
        ("Phòng Tài chính- Kế hoạch", "Phòng Tài chính - Kế hoạch"),
        ("BCH QS huyện", "Ban Chỉ huy Quân sự huyện"),
        ("Ban QL các KCN", "Ban Quản lý các khu công nghiệp"),
        ("Đài PT-TH tỉnh", "Đài Phát thanh - Truyền hình tỉnh"),
        ("Ủy ban nhân dân huyện Cam Lộ", "UBND huyện Cam Lộ"),
        ("TT PVHCC tỉnh", "Trung tâm Phục vụ hành chính công tỉnh"),
        ("Phòng Kinh tế - Hỗn tầng", "Phòng Kinh tế - Hạ tầng"),
        ("Thanh tra Sở Nội vụ", "Thanh tra Sở Nội vụ"),
        ("Công ty CP Cấp nước 2", "Công ty CP Cấp nước 2"),
        # a word away is another agency, not a slip
        ("Phòng Kinh tế", "Phòng Kinh tế"),
        ("Phòng Văn hóa và Thông tin", "Phòng Văn hóa và Thông tin"),
        ("Sở Y tế", "Sở Y tế"),
    ],
)
def test_canonical_agency(name: str, expected: str) -> None:
    assert canonical_agency(name) == expected


def test_canonical_names_stay_as_they_are() -> None:
    changed = [agency.name for agency in agencies() if canonical_agency(agency.name) != agency.name]
    assert changed == []


def test_registry_has_each_name_once() -> None:
    keys = [fold_words(agency.name) for agency in agencies()]
    assert len(keys) == len(set(keys))
    entries = [(entry.short, entry.head) for entry in abbreviations()]
    assert len(entries) == len(set(entries))


def test_every_name_of_the_registry_is_one_agency() -> None:
    divided = [agency.name for agency in agencies() if len(split_agencies(agency.name)) != 1]
    assert divided == []


def test_registered_agency_knows_aliases_and_reorganisations() -> None:
    office = registered_agency("Văn phòng HĐND&UBND")
    assert office is not None and office.name == "Văn phòng HĐND và UBND"
    merged = registered_agency("Sở NN&MT")
    assert merged is not None and str(merged.valid_from) == "2025-03-01"
    assert registered_agency("Sở Mặt trăng") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giao Sở Nội vụ chủ trì, phối hợp với Sở TT&TT và UBND các huyện, thị xã thực hiện.",
            [
                ("Sở Nội vụ", "Sở Nội vụ"),
                ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
                ("UBND các huyện, thị xã", "UBND các huyện, thị xã"),
            ],
        ),
        ("UBND huyện Cam Lộ báo cáo", [("UBND huyện Cam Lộ", "UBND huyện Cam Lộ")]),
        ("Văn phòng HĐND và UBND huyện tổng hợp", [("Văn phòng HĐND và UBND huyện", "Văn phòng HĐND và UBND huyện")]),
        ("Không có cơ quan nào", []),
    ],
)
def test_find_agencies(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[start:end], name) for start, end, name in find_agencies(text)] == expected


@pytest.mark.parametrize(
    "piece", ["1l/", "Sở Nội vụ, ", "các sở, ", " và ", "(", "LĐTB&XH ", "Sở (Y, ", "Thôn 1, ", "A (BC) "]
)
def test_a_cell_that_is_no_list_costs_no_time(piece: str) -> None:
    started = time.perf_counter()
    assert len(split_agencies(piece * 20_000)) <= 1
    assert time.perf_counter() - started < 2
