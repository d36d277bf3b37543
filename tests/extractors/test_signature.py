"""Recipients and signers, in columns, one below the other and read across. Names are made up."""

import pytest

from extractors.frame import frame_lines
from extractors.names import find_name
from extractors.signature import read_signature
from models.document import Block, BlockKind
from tests.extractors.builders import document_of


def signature(text: str):
    return read_signature(frame_lines(document_of(text)), 0)


def in_columns(left: list[str], right: list[str]):
    """A document that holds only the block of recipients and signature, as recognition composes it."""
    return read_signature(
        frame_lines(document_of("", letterhead=tuple((0, x) for x in left) + tuple((1, x) for x in right))), 0
    )


RECIPIENTS = "Nơi nhận:\n- Như Điều 3;\n- Sở Nội vụ;\n- Lưu: VT, NV.\n"


@pytest.mark.parametrize(
    ("block", "signer", "position", "signed_for"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Thị Mai", "Trần Thị Mai", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Văn Ín",
            "Lò Văn Ín",
            "PHÓ CHỦ TỊCH",
            "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH",
        ),
        ("KT. GIÁM ĐÓC\nPHÓ GIÁM ĐỐC\nNguyễn Thế Anh", "Nguyễn Thế Anh", "PHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
        ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\nPhạm Văn Bình", "Phạm Văn Bình", "GIÁM ĐỐC SỞ NỘI VỤ", "TUQ. CHỦ TỊCH"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nĐỗ Minh Tâm", "Đỗ Minh Tâm", "CHÁNH VĂN PHÒNG", "TL. CHỦ TỊCH"),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn Dũng", "Lê Văn Dũng", "PHÓ BÍ THƯ", "TM. BAN THƯỜNG VỤ"),
        ("Q. CHỦ TỊCH\nVũ Đức Long", "Vũ Đức Long", "Q. CHỦ TỊCH", None),
        ("CHỦ TỊCH\n(Đã ký)\nHồ Ngọc Hà", "Hồ Ngọc Hà", "CHỦ TỊCH", None),
        ("CHỦ TỊCH\n* ~ ŸB\n| Lê Văn Đông ,", "Lê Văn Đông", "CHỦ TỊCH", None),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTS. Trương Quốc Huy", "Trương Quốc Huy", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", None, "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
        # the head of a board signs as such
        ("TRƯỞNG BAN\nCHỦ TỊCH UBND TỈNH\nVì Đức Thọ", "Vì Đức Thọ", "TRƯỞNG BAN", None),
        (
            "KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nPHÓ CHỦ TỊCH UBND\nLò Văn Ín",
            "Lò Văn Ín",
            "PHÓ TRƯỞNG BAN",
            "KT. TRƯỞNG BAN",
        ),
        # blanks inside a word
        ("CHỦ TỊCH\nĐặ ng Vă n Bền", "Đặng Văn Bền", "CHỦ TỊCH", None),
        # family names that are not listed, below a position
        # family names that are not listed, below a position
        ("CHỦ TỊCH\nK’ Tem", "K’ Tem", "CHỦ TỊCH", None),
        ("CHỦ TỊCH\nTơ Ngôl Thị Bưới", "Tơ Ngôl Thị Bưới", "CHỦ TỊCH", None),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nH’Lan Byă", "H’Lan Byă", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("CHỦ TỊCH\nPờ Hùng Mai", "Pờ Hùng Mai", "CHỦ TỊCH", None),
    ],
)
def test_signers(block, signer, position, signed_for):
    got = signature(f"{RECIPIENTS}{block}\nPhụ lục I\nDANH MỤC")
    assert (got.signer, got.position, got.signed_for) == (signer, position, signed_for)
    assert got.recipients == ["Như Điều 3", "Sở Nội vụ", "Lưu: VT, NV"]


def test_columns():
    got = in_columns(["Nơi nhận:", "- Như trên;", "- Lưu: VT."], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đinh Công Sử"])
    assert (got.signer, got.position) == ("Đinh Công Sử", "PHÓ CHỦ TỊCH")
    assert got.recipients == ["Như trên", "Lưu: VT"]


def test_a_position_that_the_seal_cut():
    assert in_columns(["Nơi nhận:", "- Lưu: VT."], ["TỊCH", "Bùi Thị Lan"]).position == "CHỦ TỊCH"
    assert in_columns(["Nơi nhận:", "- Lưu: VT."], ["KT. CHỦ TỊCH", "TỊCH", "Bùi Thị Lan"]).position == "PHÓ CHỦ TỊCH"


@pytest.mark.parametrize(
    ("right", "position", "signed_for"),
    [
        # marks of the seal run into the line
        (["„iÂw.GHỦ TỊCH", "Bùi Thị Lan"], "CHỦ TỊCH", None),
        (["mÑ7 CHỦ NHIỆM »", "Bùi Thị Lan"], "CHỦ NHIỆM", None),
        # only the first word of the deputy's line is left
        (["KT. GIÁM ĐỐC", "PHÓ GW", "Bùi Thị Lan"], "PHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
        (["KT. CHÁNH VĂN PHÒNG", "PHO C", "Bùi Thị Lan"], "PHÓ CHÁNH VĂN PHÒNG", "KT. CHÁNH VĂN PHÒNG"),
        # the mark written by pen
        (["VT. GIÁM ĐÓC", "PHÓ GIÁM ĐỚC", "Bùi Thị Lan"], "PHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
        (["KI, TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Bùi Thị Lan"], "PHÓ TRƯỞNG BAN", "KT. TRƯỞNG BAN"),
        # text of the seal is no position
        (["HUYỆN TAM", "Bùi Thị Lan"], None, None),
    ],
)
def test_positions_under_seal_and_pen(right, position, signed_for):
    got = in_columns(["Nơi nhận:", "- Lưu: VT."], right)
    assert (got.signer, got.position, got.signed_for) == ("Bùi Thị Lan", position, signed_for)


def test_marks_of_the_seal_are_no_name():
    got = in_columns(["Nơi nhận:", "- Lưu: VT."], ["CHỦ TỊCH", "Ñ Ấ", "Ở Y"])
    assert (got.signer, got.position) == (None, "CHỦ TỊCH")


def test_recipients_whose_label_was_lost():
    got = in_columns(["- Sở Nội vụ;", "- Lưu: VT."], ["CHỦ TỊCH", "')Phán Ngọc Lan"])
    assert got.recipients == ["Sở Nội vụ", "Lưu: VT"]
    assert got.signer == "Phan Ngọc Lan"


def test_a_misread_mark_above_the_deputy():
    got = in_columns(["Nơi nhận:", "- Lưu: VT."], ["GIÁM ĐÓC", "PHÓ GIÁM ĐỐC", "Bùi Thị Lan"])
    assert (got.position, got.signed_for) == ("PHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC")


@pytest.mark.parametrize(
    ("lines", "recipients"),
    [
        # wrapped, with and without a bullet
        (
            "Nơi nhận:\n- Các phòng, ban, đơn vị\nthuộc huyện;\n- Lưu: VT.",
            ["Các phòng, ban, đơn vị thuộc huyện", "Lưu: VT"],
        ),
        ("Nơi nhận:\nNhư trên;\nSở Y tế;\nLưu: VT.", ["Như trên", "Sở Y tế", "Lưu: VT"]),
        # an item without its mark at the end
        ("Nơi nhận:\n- Như Điều 3;\n- Các thành viên\n- Lưu: VT.", ["Như Điều 3", "Các thành viên", "Lưu: VT"]),
        # a stroke of the pen after the last item
        ("Nơi nhận:\n- Như Điều 3;\n- Lưu: VT, NV. U7", ["Như Điều 3", "Lưu: VT, NV"]),
        ("Noi nhận:\n+ Như Điều 3;\n+ Lưu: VT, NC(2b).", ["Như Điều 3", "Lưu: VT, NC(2b)"]),
    ],
)
def test_recipients(lines, recipients):
    assert signature(f"{lines}\nCHỦ TỊCH\nTrần Văn Bé\nKẾ HOẠCH\nChuyển đổi số").recipients == recipients


def test_blocks_read_across():
    got = signature(
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như Điều 3; CHỦ TỊCH\n- Sở Nội vụ;\n- Lưu: VT. Trần Văn Bé\nI. MỤC TIÊU"
    )
    assert got.recipients == ["Như Điều 3", "Sở Nội vụ", "Lưu: VT"]
    assert (got.signer, got.position, got.signed_for) == ("Trần Văn Bé", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN")


def test_the_first_block_counts():
    got = signature(f"{RECIPIENTS}CHỦ TỊCH\nTrần Văn Bé\nKẾ HOẠCH\nNội dung.\nNơi nhận:\n- Khác;\nGIÁM ĐỐC\nLê Thị Tư")
    assert got.signer == "Trần Văn Bé"
    assert "Khác" not in got.recipients


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("Nguyên Văn An", "Nguyễn Văn An"),
        ("Đại tá Phan Anh Tuấn", "Phan Anh Tuấn"),
        ("Y Bhăm Niê", "Y Bhăm Niê"),
        ("Lù A Hùng", "Lù A Hùng"),
        ("A Lăng Bình", "A Lăng Bình"),
        ("Sở Nội vụ", None),
        ("Như Điều 3", None),
        ("Công an huyện", None),
        ("tổ chức thực hiện", None),
    ],
)
def test_names(text, name):
    assert find_name(text) == name


def test_a_table_of_two_cells_is_a_signature_too():
    document = document_of("Nơi nhận:\tCHỦ TỊCH\n- Lưu: VT.\tTrần Văn Bé")
    assert [block.kind for block in document.blocks] == [BlockKind.TABLE]
    assert isinstance(document.blocks[0], Block)
    assert read_signature(frame_lines(document), 0).signer == "Trần Văn Bé"


def test_rows_of_two_columns_among_recipients():
    got = signature(
        "Nơi nhận:\n- UBND huyện (b/c);\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n- Các ấp;\n"
        "- Trạm Y tế;\tTrần Thị Mai\n- Lưu: VT."
    )
    assert (got.signer, got.position) == ("Trần Thị Mai", "CHỦ TỊCH")
    assert got.recipients == ["UBND huyện (b/c)", "Các ấp", "Trạm Y tế", "Lưu: VT"]
