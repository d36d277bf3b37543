"""Administrative units: what the data hold, how names are found, how namesakes are told apart."""

import time
from collections import Counter
from importlib.resources import files

import pytest

from corpora.admin_units import (
    all_units,
    find_former,
    find_units,
    lies_within,
    parent_of,
    province_of,
    resolve_unit,
    spelled,
    split_name,
    unit_by_code,
    unit_by_id,
    units_named,
)


def test_the_counts_are_those_of_the_resolutions():
    counts = Counter((unit.era, unit.level) for unit in all_units())
    assert counts == {
        ("before", "province"): 63,
        ("before", "district"): 696,
        ("before", "commune"): 10_035,
        ("after", "province"): 34,
        ("after", "commune"): 3_321,
    }


def test_keys_are_unique_and_parents_exist():
    assert len({unit.unit_id for unit in all_units()}) == len(all_units())
    for unit in all_units():
        assert unit_by_code(unit.code, unit.era) is unit
        assert unit_by_id(unit.unit_id) is unit
        assert (parent_of(unit) is None) == (unit.level == "province")
        assert province_of(unit).level == "province"


def test_every_commune_and_province_has_a_successor_that_exists():
    districts_without = 0
    for unit in all_units():
        if unit.era == "after":
            assert unit.successors == ()
            continue
        assert unit.successors or unit.level == "district"
        districts_without += not unit.successors
        assert all(unit_by_code(code, "after") for code in unit.successors)
    # Five island districts have no communes and became special zones themselves.
    assert districts_without == 691


def test_the_data_are_small_and_carry_their_licences():
    names = ["admin_units.tsv.gz", "admin_units_former.tsv", "admin_units.LICENSES.txt"]
    assert sum(len((files("corpora") / name).read_bytes()) for name in names) < 1_000_000
    assert (files("corpora") / "admin_units.LICENSES.txt").read_text().count("MIT License") == 2


def test_the_data_are_read_quickly():
    all_units.cache_clear()
    started = time.perf_counter()
    all_units()
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("name", "prefixes", "bare"),
    [
        ("huyện Ba Vì", ("huyện",), "Ba Vì"),
        ("HUYỆN BA VÌ", ("huyện",), "BA VÌ"),
        ("TP. Huế", ("thành phố",), "Huế"),
        ("TP.Huế", ("thành phố",), "Huế"),
        ("TX. Kỳ Anh", ("thị xã",), "Kỳ Anh"),
        ("T. Thanh Hóa", ("tỉnh",), "Thanh Hóa"),
        ("H. Thanh Trì", ("huyện",), "Thanh Trì"),
        ("Q.1", ("quận",), "1"),
        ("P. Bến Nghé", ("phường",), "Bến Nghé"),
        ("TT. Trâu Quỳ", ("thị trấn",), "Trâu Quỳ"),
        ("đặc khu Lý Sơn", ("đặc khu",), "Lý Sơn"),
        # Names that begin like a kind are left whole.
        ("Thanh Trì", (), "Thanh Trì"),
        ("Quảng Trị", (), "Quảng Trị"),
        ("Tịnh Biên", (), "Tịnh Biên"),
        ("Hà Nội", (), "Hà Nội"),
    ],
)
def test_split_name(name, prefixes, bare):
    assert split_name(name) == (prefixes, bare)


@pytest.mark.parametrize(
    ("name", "options", "codes"),
    [
        ("huyện Ba Vì", {}, ["271"]),
        ("Ba Vì", {"level": "district"}, ["271"]),
        ("ba vi", {"level": "district"}, ["271"]),
        ("TP. Hà Nội", {"era": "before"}, ["01"]),
        ("Quận 1", {}, ["760"]),
        ("Bà Rịa-Vũng Tàu", {}, ["77"]),
        ("Bà Rịa – Vũng Tàu", {}, ["77"]),
        # Both places of the tone mark, both spellings of final i.
        ("Thanh Hoá", {"level": "province", "era": "before"}, ["38"]),
        ("huyện Phú Quý", {}, ["602"]),
        ("huyện Phú Quí", {}, ["602"]),
        ("huyện Mỹ Đức", {}, ["282"]),
        ("huyện Mĩ Đức", {}, ["282"]),
        # The kind binds.
        ("tỉnh Ba Vì", {}, []),
        ("đặc khu Phú Quý", {}, ["23272"]),
        ("nơi không có", {}, []),
        ("", {}, []),
    ],
)
def test_find_units(name, options, codes):
    assert [unit.code for unit in find_units(name, **options)] == codes


def test_marks_win_over_folded_keys():
    exact = find_units("Tân Thành", level="commune", era="before")
    folded = find_units("Tan Thanh", level="commune", era="before")
    assert {unit.name for unit in exact} == {"Tân Thành"}
    assert len({unit.name for unit in folded}) > 1
    assert set(exact) < set(folded)


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Hồ Chỉ Minh", "Hồ Chí Minh"),
        ("Thành phố Hỗ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Đà Nẳng", "Đà Nẵng"),
        # as some unit is called, in the old place of the tone too
        ("Hoà Bình", "Hoà Bình"),
        ("Phú Quí", "Phú Quí"),
        # several units fit
        ("Tan Lap", "Tan Lap"),
        # a former unit's name, and what is no unit
        ("Tĩnh Gia", "Tĩnh Gia"),
        ("Hà Tỉnh Nam Bắc", "Hà Tỉnh Nam Bắc"),
    ],
)
def test_spelled(name, right):
    assert spelled(name) == right


def test_within_narrows_to_a_unit():
    hanoi = unit_by_code("01")
    found = find_units("Tân Lập", level="commune", within=hanoi)
    assert [province_of(unit) for unit in found] == [hanoi]


def test_a_unit_of_before_lies_in_what_took_it_in():
    (old,) = find_units("huyện Hoàng Sa", era="before")
    assert lies_within(old, find_units("Đà Nẵng", level="province", era="after")[0])
    assert not lies_within(find_units("Đà Nẵng", era="after")[0], old)
    binh_thuan = find_units("tỉnh Bình Thuận")[0]
    assert lies_within(binh_thuan, find_units("tỉnh Lâm Đồng", era="after")[0])
    assert not lies_within(binh_thuan, find_units("tỉnh Lâm Đồng", era="before")[0])


@pytest.mark.parametrize(
    ("name", "options", "codes"),
    [
        ("tỉnh Thừa Thiên Huế", {}, ["46"]),
        ("huyện Tĩnh Gia", {}, ["407"]),
        ("huyện Ba Vì", {}, []),
        ("quận 9", {"level": "district"}, ["769"]),
    ],
)
def test_find_former(name, options, codes):
    assert [unit.code for unit in find_former(name, **options)] == codes


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("huyện Gia Lâm", {}, "018"),
        ("Gia Lâm", {"level": "district"}, "018"),
        # Namesakes: by the district, by the province, by a neighbour, or not at all.
        ("xã Tân Lập", {}, None),
        ("xã Tân Lập", {"context": ["huyện Vũ Thư"]}, "13240"),
        ("xã Tân Lập", {"context": ["TP. Hà Nội"]}, "09820"),
        ("xã Tân Lập", {"context": ["xã Song Phượng", "huyện Đan Phượng"]}, "09820"),
        ("huyện Châu Thành", {}, None),
        ("huyện Châu Thành", {"context": ["tỉnh Tiền Giang"]}, "821"),
        ("huyện Châu Thành", {"context": ["UBND các cấp"]}, None),
        # Names of before, by what took them in.
        ("tỉnh Thừa Thiên Huế", {"year": 2021}, "46"),
        ("huyện Tĩnh Gia", {"context": ["tỉnh Thanh Hóa"], "year": 2019}, "407"),
        ("phường 10", {"context": ["Quận 3", "TP. Hồ Chí Minh"], "year": 2022}, "27142"),
        # The era of the date.
        ("thành phố Hà Nội", {"year": 2024}, "01"),
        ("xã Đông Anh", {"context": ["thành phố Hà Nội"], "year": 2025, "month": 8}, "00454"),
        ("huyện Đông Anh", {"year": 2025, "month": 8}, None),
        # A place that repeats the name is no context.
        ("xã Hòa Bình", {"context": ["Hòa Bình"]}, None),
    ],
)
def test_resolve_unit(name, options, code):
    unit = resolve_unit(name, **options)
    assert (unit.code if unit else None) == code


def test_resolving_in_the_new_era_gives_units_of_the_new_era():
    unit = resolve_unit("xã Đông Anh", context=["thành phố Hà Nội"], year=2025, month=8)
    assert unit is not None
    assert unit.era == "after"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("UBND huyện Ba Vì, thành phố Hà Nội", ["huyện Ba Vì", "thành phố Hà Nội"]),
        ("ỦY BAN NHÂN DÂN HUYỆN BA VÌ", ["HUYỆN BA VÌ"]),
        ("ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP", ["XÃ TÂN LẬP"]),
        ("tỉnh Bà Rịa - Vũng Tàu và Quận 1", ["tỉnh Bà Rịa - Vũng Tàu", "Quận 1"]),
        ("các xã, phường, thị trấn trên địa bàn huyện", []),
        ("UBND tỉnh về việc", []),
        ("xã được giao, huyện đã ban hành", []),
        (
            "ỦY BAN NHÂN DÂN HUYỆN BA VÌ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ["HUYỆN BA VÌ"],
        ),
    ],
)
def test_units_named(text, named):
    assert units_named(text) == named
