"""Indicators: paraphrases of one commitment share a code, neighbours do not."""

import csv
import re
import time
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from corpora.loader import rows
from extractors.indicators import domain_of_measure, indicator_of, link_indicators, spelled_out
from models.records import Domain, Section, Target
from models.text import fold_words


def code_of(subject, unit="%", **fields):
    values = {
        "id": "T1",
        "kind": "quantitative",
        "section": None,
        "quote": "",
        "value": 90,
        "unit": unit,
        "subject": subject,
    }
    return indicator_of(Target(**{**values, **fields}))


OTHERS = [
    ("par_index_rank", "Chỉ số CCHC của huyện nằm trong nhóm dẫn đầu tỉnh", {"unit": "hạng"}),
    ("par_index_rank", "PAR INDEX", {"unit": "hạng", "comparator": "<="}),
    ("sipas_rank", "Chỉ số hài lòng của người dân (SIPAS) thuộc nhóm dẫn đầu", {"unit": "hạng"}),
    ("papi_rank", "Chỉ số PAPI", {"unit": "hạng"}),
    ("papi_rank", "Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh", {"unit": "hạng"}),
    ("pci_rank", "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)", {"unit": "hạng"}),
    ("dti_rank", "Chỉ số chuyển đổi số (DTI) của tỉnh", {"unit": "hạng"}),
    ("dti_rank", "xếp hạng chuyển đổi số của huyện", {"unit": "hạng"}),
    ("staff_cut_public_service", "biên chế sự nghiệp hưởng lương từ ngân sách nhà nước", {"direction": "reduce"}),
    ("staff_cut_administrative", "biên chế công chức so với năm 2021", {"direction": "reduce"}),
    ("staff_cut", "biên chế", {"direction": "reduce"}),
    ("units_cut", "số lượng đơn vị sự nghiệp công lập", {"direction": "reduce"}),
    ("units_cut", "đầu mối đơn vị sự nghiệp công lập so với năm 2021", {"direction": "reduce"}),
    ("agencies_cut", "đầu mối tổ chức bên trong các cơ quan", {"direction": "reduce"}),
    ("processing_time_cut", "thời gian giải quyết thủ tục hành chính", {"direction": "reduce"}),
    ("direct_budget_cut", "chi trực tiếp từ NSNN cho đơn vị sự nghiệp công lập", {"direction": "reduce"}),
    ("initiatives", "sáng kiến, giải pháp về cải cách hành chính", {"unit": "sáng kiến"}),
    ("initiatives", "sáng kiến được công nhận", {"unit": "sáng kiến cấp huyện"}),
    ("dialogues", "đối thoại giữa lãnh đạo UBND với người dân, doanh nghiệp", {"unit": "lần"}),
    ("units_inspected", "kiểm tra công tác cải cách hành chính", {"unit": "đơn vị"}),
    ("digital_enterprises", "doanh nghiệp công nghệ số", {"unit": "doanh nghiệp"}),
    ("waiting_time", "thời gian chờ đợi của người dân, doanh nghiệp tại Bộ phận Một cửa", {"unit": "phút"}),
]

# What resembles an indicator and is none, or is another.
NONE = [
    ("hồ sơ cán bộ được quản lý", {}),
    ("diện tích rừng được bảo vệ", {}),
    ("hộ cận nghèo", {"direction": "reduce"}),
    ("khách du lịch hài lòng", {}),
    ("biên chế được giao sử dụng đúng quy định", {}),
    ("đơn vị sự nghiệp công lập hoàn thành nhiệm vụ", {}),
    ("nước sạch đạt tiêu chuẩn", {}),
    ("thành lập Tổ hợp tác", {}),
    ("doanh nghiệp thành lập mới", {}),
    ("hồ sơ trình dự thảo quyết định công bố TTHC được kiểm soát chất lượng", {}),
    ("cán bộ, công chức vi phạm kỷ luật", {"direction": "reduce"}),
    ("các văn bản chỉ đạo, điều hành được ban hành kịp thời", {}),
    ("dân số tham gia bảo hiểm thất nghiệp", {}),
    ("học sinh tốt nghiệp trung học phổ thông", {}),
    # The unit is another.
    ("hồ sơ TTHC được giải quyết đúng hạn", {"unit": "ngày"}),
    ("Chỉ số CCHC (PAR INDEX)", {"unit": "lần"}),
    ("hồ sơ TTHC được giải quyết đúng hạn", {"unit": None}),
    # Without a number there is nothing to compare.
    ("hồ sơ TTHC được giải quyết đúng hạn", {"kind": "dated", "value": None}),
    ("hồ sơ TTHC được giải quyết đúng hạn", {"kind": "qualitative", "value": None, "unit": None}),
]


EXAMPLES = [
    (row["code"].replace("-", "") or None, row["subject"], row["unit"], row["direction"] or "attain")
    for row in csv.DictReader(
        (line for line in Path(__file__).with_name("indicator_examples.tsv").open(encoding="utf8") if line[0] != "#"),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
]


@pytest.mark.parametrize(("code", "subject", "unit", "direction"), EXAMPLES)
def test_examples_and_near_misses(code, subject, unit, direction):
    assert code_of(subject, unit, direction=direction) == code


def test_every_indicator_has_an_example():
    shown = {*(other[0] for other in OTHERS), *(example[0] for example in EXAMPLES)}
    assert {row["code"] for row in rows("indicators.tsv")} <= shown


def plan(*clauses, section="II.1", unit="%"):
    """Targets of one statement: (subject, quote) or a subject, one after another."""
    targets, place = [], 0
    for number, clause in enumerate(clauses):
        subject, quote = clause if isinstance(clause, tuple) else (clause, clause or "80%")
        kind = {"id": f"T{number}", "kind": "quantitative", "section": section, "value": 80, "unit": unit}
        targets.append(Target(**kind, subject=subject, quote=quote, char_start=place, char_end=place + len(quote)))
        place += len(quote) + 2
    return targets


@pytest.mark.parametrize(
    ("clauses", "codes"),
    [
        (
            ["hồ sơ công việc cấp tỉnh được xử lý trên môi trường mạng", "cấp huyện", "đối với cấp xã"],
            ["work_files_online"] * 3,
        ),
        (
            ["hồ sơ công việc cấp tỉnh được xử lý trên môi trường mạng", "cấp xã được xử lý trên môi trường mạng"],
            ["work_files_online"] * 2,
        ),
        (["hồ sơ TTHC giải quyết đúng hạn", "riêng hồ sơ lĩnh vực đất đai"], ["dossiers_on_time"] * 2),
        (
            ["mức độ hài lòng về giải quyết TTHC", "lĩnh vực đất đai, xây dựng"],
            ["satisfaction_procedures", "satisfaction_land"],
        ),
        (
            ["cán bộ, công chức cấp xã đạt chuẩn", "có trình độ đại học trở lên"],
            ["commune_staff_standard", "commune_staff_degree"],
        ),
        (["hồ sơ TTHC được giải quyết đúng hạn", "được nộp trực tuyến"], ["dossiers_on_time", "dossiers_online"]),
        # The one before measures nothing known, or is too far away: nothing to lean on.
        (["diện tích rừng được bảo vệ", "cấp xã"], [None, None]),
        (["hồ sơ TTHC giải quyết đúng hạn", "x" * 90, "cấp xã"], ["dossiers_on_time", None, None]),
        # A subject of its own.
        (["hồ sơ TTHC giải quyết đúng hạn", "diện tích rừng"], ["dossiers_on_time", None]),
        (["cán bộ, công chức cấp xã đạt chuẩn", "xã, thị trấn có trạm y tế"], ["commune_staff_standard", None]),
        # A part of what was counted is another measure.
        (["công chức được tập huấn kỹ năng số", "là công chức cấp xã"], ["officials_digital_training", None]),
        # The thing stands beside the number.
        ([("kinh tế số", "kinh tế số chiếm 20% GRDP")], ["digital_economy_share"]),
        ([("trực tuyến một phần", "trực tuyến một phần 50%")], [None]),
    ],
)
def test_words_before_a_number_that_leans_on_them(clauses, codes):
    assert [target.indicator for target in link_indicators(plan(*clauses))] == codes


def test_the_title_of_a_section_names_what_its_first_number_measures():
    heading = Section(path="II.1", label="1.", title="Hồ sơ giải quyết đúng hạn", kind="heading")
    assert [target.indicator for target in link_indicators(plan("năm 2025", "cấp xã"), [heading])] == [
        "dossiers_on_time",
        "dossiers_on_time",
    ]
    assert link_indicators(plan("diện tích rừng"), [heading])[0].indicator is None


def test_an_exception_says_nothing_of_what_is_measured():
    target = plan(("được cấp", "được cấp 80% (trừ hồ sơ quá hạn)"))[0].model_copy(
        update={"exception": "trừ hồ sơ quá hạn"}
    )
    assert link_indicators([target])[0].indicator is None


@pytest.mark.parametrize(
    ("subject", "known"),
    [
        ("hồ sơ công việc được xử lý trên môi trường mạng", (True, "digital_government")),
        ("hồ sơ nộp trực tuyến", (True, "procedures")),
        ("tỷ trọng kinh tế số trong GRDP", (True, None)),
        ("diện tích rừng", (False, None)),
    ],
)
def test_the_area_of_what_is_measured(subject, known):
    target = Target(id="T1", kind="quantitative", section=None, quote="", value=90, unit="%", subject=subject)
    assert domain_of_measure(target) == known


@pytest.mark.parametrize("domain", ["steering", "institutions"])
def test_wordings_that_are_enough_at_home(domain):
    code = code_of("cơ quan, đơn vị cấp tỉnh được kiểm tra", domain=domain)
    assert code == ("units_inspected" if domain == "steering" else None)


@pytest.mark.parametrize(("code", "subject", "fields"), OTHERS)
def test_other_units_and_cuts(code, subject, fields):
    assert code_of(subject, **fields) == code


@pytest.mark.parametrize(("subject", "fields"), NONE)
def test_no_indicator(subject, fields):
    assert code_of(subject, **fields) is None


@pytest.mark.parametrize("subject", [example[1] for example in EXAMPLES if example[2:] == ("%", "attain")][::3])
def test_recognition_slips_in_diacritics_and_case_do_no_harm(subject):
    code = code_of(subject)
    assert code_of(subject.upper()) == code
    assert code_of(subject.translate(str.maketrans("ảẩổểứ", "áấốếử"))) == code
    assert code_of(fold_words(subject)) == code


def test_the_quote_stands_in_for_a_missing_subject():
    assert code_of(None, quote="100% hồ sơ thủ tục hành chính giải quyết đúng hạn") == "dossiers_on_time"


def test_abbreviations_are_spelled_out_as_words_only():
    assert spelled_out("DVCTT, TTHC; (VBQPPL)") == (
        "dich vu cong truc tuyen thu tuc hanh chinh van ban quy pham phap luat"
    )
    assert spelled_out("ATTTHC1") == "attthc1"


def test_the_table_is_sound():
    table = rows("indicators.tsv")
    assert len(table) >= 200
    assert max(Counter(row["code"] for row in table).values()) == 1
    assert max(Counter(row["name"] for row in table).values()) == 1
    for row in table:
        assert re.fullmatch(r"[a-z0-9_]+", row["code"])
        assert row["domain"] in {"", *get_args(Domain)}
        assert row["unit"]
        assert row["wording"]
        assert row["direction"] in {"", "reduce"}
        wordings = " | ".join(filter(None, (row["wording"], row["at_home"], row["never"])))
        for expression in re.split(r" [|&] ", wordings):
            re.compile(expression)
            # Wordings are compared with folded words: a mark, a capital or a comma in one could never match.
            bare = re.sub(r"\\[a-z]|[()|?*+{}\[\].^$\\]|\d+,\d+", " ", expression)
            assert fold_words(bare) == " ".join(bare.split()), expression


@pytest.mark.parametrize("row", rows("indicators.tsv"), ids=lambda row: row["code"])
def test_an_indicator_is_found_by_its_own_name(row):
    """One that a more general one before it always hides would be dead."""
    assert code_of(row["name"], row["unit"], direction=row["direction"] or "attain") == row["code"]


def test_a_long_subject_takes_no_time():
    started = time.perf_counter()
    code_of("hồ sơ thủ tục hành chính của cơ quan " * 3000)
    assert time.perf_counter() - started < 2
