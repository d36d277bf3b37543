from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.read import CUT_OFF
from pipeline.salvage import find_pages, opened
from tests.pipeline import bad_files as bad


def test_pages_are_found_by_their_type() -> None:
    body = (
        b"1 0 obj\n<</Type/Pages/Kids[3 0 R]>>\nendobj\n3 0 obj\n<</Type /Page /MediaBox[0 0 9 9]>>\nendobj\n"
        b"12 1 obj <</Type/PageLabel>> endobj 7 0 obj <</Length 12>> stream\n/Type/Page\nendstream endobj"
    )
    assert find_pages(body) == ([(3, 0)], 12)


def test_a_file_without_its_page_tree_is_mended_for_a_while(tmp_path: Path) -> None:
    whole = bad.text_page()
    # The tree is object 2, the page object 3: cut after the objects, take the tree away.
    begin, end = whole.index(b"2 0 obj"), whole.index(b"3 0 obj")
    path = bad.write(tmp_path, whole[:begin] + whole[end : whole.index(b"xref")])
    with opened(path) as source:
        assert (source.page_count, source.cut_off) == (1, CUT_OFF)
        assert source.path != path
        copy = source.path
    assert not copy.exists()


def test_a_whole_file_is_opened_as_it_is(tmp_path: Path) -> None:
    path = bad.write(tmp_path, bad.text_page)
    with opened(path) as source:
        assert (source.path, source.cut_off) == (path, None)


@pytest.mark.parametrize("objects", [b"1 0 obj\n<</Type/Catalog", b"4 0 obj\n<<>>\nendobj\n5 0 obj\n<<"])
def test_nothing_left_is_told(tmp_path: Path, objects: bytes) -> None:
    path = bad.write(tmp_path, b"%PDF-1.7\n" + objects)
    with pytest.raises(InputError) as caught, opened(path):
        pass
    assert str(caught.value).startswith(f"{path}: the PDF is cut off: no page of it is left.")
