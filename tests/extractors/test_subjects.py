import pytest

from corpora.senses import fold_senses
from extractors.shared_subjects import shared_subjects
from extractors.subjects import (
    baseline_of,
    exception_of,
    is_only_time,
    names_only_whom,
    only_verbs,
    scopes_of,
    tidy,
    without_light_verbs,
    without_whom,
)


@pytest.mark.parametrize(
    ("text", "exception"),
    [
        ("100% hồ sơ (trừ hồ sơ mật) được ký số", "trừ hồ sơ mật"),
        ("100% xã, trừ xã đảo, có đường ô tô", "trừ xã đảo"),
        ("các cơ quan ngoại trừ đơn vị vũ trang", "ngoại trừ đơn vị vũ trang"),
        ("số hồ sơ (không bao gồm hồ sơ liên thông)", "không bao gồm hồ sơ liên thông"),
        ("số hộ không tính hộ tạm trú", "không tính hộ tạm trú"),
        ("100% tài liệu lưu trữ được số hóa", None),
        ("dân cư thường trú tại xã", None),
        ("đơn vị bị trừ điểm thi đua", None),
    ],
)
def test_exceptions(text: str, exception: str | None) -> None:
    assert exception_of(text) == exception


@pytest.mark.parametrize(
    ("text", "baseline"),
    [
        ("giảm 5% so với năm 2021", "2021"),
        ("tăng 2% so với cùng kỳ năm 2022", "2022"),
        ("rút ngắn 20% so với quy định", "quy định"),
        ("giảm 10% so với giai đoạn 2016-2020, tăng thêm", "giai đoạn 2016-2020"),
        ("đạt 80% lũy kế từ đầu năm 2022", "lũy kế từ đầu năm 2022"),
        ("hồ sơ tính đến ngày 30/6/2020", "30/6/2020"),
        ("đạt 80% năm 2025", None),
    ],
)
def test_baselines(text: str, baseline: str | None) -> None:
    assert baseline_of(text) == baseline


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("hồ sơ công việc tại cấp huyện", ["cấp huyện"]),
        ("cơ quan cấp tỉnh, cấp huyện và cấp xã", ["cấp tỉnh, cấp huyện và cấp xã"]),
        ("cán bộ toàn huyện", ["toàn huyện"]),
        ("dịch vụ từ tỉnh đến xã", ["từ tỉnh đến xã"]),
        ("thủ tục lĩnh vực đất đai đạt 80%", ["lĩnh vực đất đai"]),
        ("vốn đầu tư toàn xã hội", []),
        ("hệ thống an toàn xã", []),
        ("hồ sơ trễ hạn", []),
    ],
)
def test_scopes(text: str, scopes: list[str]) -> None:
    assert scopes_of(text) == scopes


@pytest.mark.parametrize(
    ("subject", "tidied"),
    [
        ("hồ sơ (trừ hồ sơ mật) được ký số", "hồ sơ được ký số"),
        ("số hộ so với năm 2021", "số hộ"),
        ("Tỷ lệ hộ nghèo từ 8,2% năm 2021 xuống ", "Tỷ lệ hộ nghèo"),
        ("số xã (15/15 xã)", "số xã"),
        ("thời gian giải quyết đối với", "thời gian giải quyết"),
        ("mở lớp tập huấn cho", "mở lớp tập huấn"),
        ("tài khoản thanh toán vào năm 2025", "tài khoản thanh toán"),
        ("rà soát thủ tục, hoàn thành trước ngày 30/9/2023", "rà soát thủ tục"),
        ("số hóa sổ hộ tịch trong quý I/2024", "số hóa sổ hộ tịch"),
        ("cuộc đối thoại/năm", "cuộc đối thoại"),
        ("xe của trạm", "xe của trạm"),
        ("hồ sơ tại bộ phận một cửa", "hồ sơ tại bộ phận một cửa"),
        ("xã xếp loại khá trở lên", "xã xếp loại khá trở lên"),
        ("diện tích nhà ở", "diện tích nhà ở"),
        ("chi thường xuyên tăng thêm", "chi thường xuyên tăng thêm"),
        ("sản phẩm đạt từ 3 sao trở lên", "sản phẩm đạt từ 3 sao trở lên"),
        ("dự án)", "dự án"),
        ("dự án (nhóm B)", "dự án (nhóm B)"),
    ],
)
def test_subjects_are_tidied(subject: str, tidied: str) -> None:
    assert tidy(subject) == tidied


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("Hoàn thành", ""),
        ("Phấn đấu hoàn thành", ""),
        ("Số hóa", "số hóa"),
        ("Thực hiện xử lý", "xử lý"),
        ("UBND xã xử lý", "UBND xã xử lý"),
        ("Cấp", "cấp"),
    ],
)
def test_light_verbs_add_nothing(before: str, rest: str) -> None:
    assert without_light_verbs(before) == rest


@pytest.mark.parametrize(
    ("words", "verbs_only"),
    [("phấn đấu đạt", True), ("tiếp tục duy trì", True), ("tổ chức", True), ("hồ sơ trễ hạn", False)],
)
def test_words_that_are_verbs_alone(words: str, verbs_only: bool) -> None:
    assert only_verbs(fold_senses(words)) is verbs_only


@pytest.mark.parametrize(
    ("subject", "only_whom"),
    [
        ("đối với cấp xã", True),
        ("cấp huyện", True),
        ("tại vùng nông thôn", True),
        ("hồ sơ cấp xã", False),
        ("tỷ lệ đúng hạn", False),
    ],
)
def test_subjects_that_name_only_whom(subject: str, only_whom: bool) -> None:
    assert names_only_whom(subject) is only_whom


@pytest.mark.parametrize(
    ("subject", "only_time"),
    [
        ("năm 2025 đạt", True),
        ("đến năm 2030", True),
        ("cả năm", True),
        ("quý II", True),
        ("hồ sơ năm 2025", False),
        ("", False),
    ],
)
def test_subjects_that_are_only_a_time(subject: str, only_time: bool) -> None:
    assert is_only_time(subject) is only_time


def test_the_first_of_a_list_names_what_without_whom() -> None:
    assert without_whom("Tỷ lệ đúng hạn: cấp tỉnh") == "Tỷ lệ đúng hạn"
    assert without_whom("hồ sơ tại cấp tỉnh, cấp huyện") == "hồ sơ"
    assert without_whom("hồ sơ cấp tỉnh được ký số") == "hồ sơ cấp tỉnh được ký số"


@pytest.mark.parametrize(
    ("own", "shared"),
    [
        # What it measures, and how much more that is.
        (["Tỷ lệ hài lòng", "tăng"], ["Tỷ lệ hài lòng", "Tỷ lệ hài lòng"]),
        # Levels of one thing.
        (["Tỷ lệ ký số đối với cấp tỉnh", "đối với cấp xã"],
         ["Tỷ lệ ký số đối với cấp tỉnh", "Tỷ lệ ký số đối với cấp xã"]),
        # Members of a group.
        (["Tỷ lệ trường chuẩn: mầm non", "tiểu học"], ["Tỷ lệ trường chuẩn: mầm non", "Tỷ lệ trường chuẩn tiểu học"]),
        # A part of those counted before.
        (["cán bộ có bằng đại học", "được bồi dưỡng"], ["cán bộ có bằng đại học", "cán bộ được bồi dưỡng"]),
        # What is counted stands at the end.
        (["", "hồ sơ được số hóa"], ["hồ sơ được số hóa", "hồ sơ được số hóa"]),
        (["năm 2024", "năm 2025", "số hồ sơ số hóa"], ["số hồ sơ số hóa"] * 3),
        (["có cổng thông tin", "cơ quan có cổng thông tin"], ["cơ quan có cổng thông tin"] * 2),
        # Two things.
        (["hồ sơ được ký số", "xã có mạng"], ["hồ sơ được ký số", "xã có mạng"]),
        ([], []),
    ],
)  # fmt: skip
def test_members_of_a_list_share_what_they_measure(own: list[str], shared: list[str]) -> None:
    assert shared_subjects(own) == shared
