import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pipeline.archive import natural_key, own_members, photo_names, read_photo
from pipeline.errors import InputError
from pipeline.read import open_source, render


def photo(grey: int, size: tuple[int, int] = (200, 300), kind: str = "JPEG", orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = BytesIO()
    Image.new("L", size, grey).save(out, kind, exif=exif)
    return out.getvalue()


def pack(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("names", "ordered"),
    [
        (["IMG_10.jpg", "IMG_9.jpg", "IMG_1.jpg"], ["IMG_1.jpg", "IMG_9.jpg", "IMG_10.jpg"]),
        (["Trang 2.JPG", "trang 1.jpg"], ["trang 1.jpg", "Trang 2.JPG"]),
        (["b/1.jpg", "a/2.jpg"], ["a/2.jpg", "b/1.jpg"]),
        (
            ["IMG_20260102_101500.jpg", "IMG_20260102_093000.jpg"],
            ["IMG_20260102_093000.jpg", "IMG_20260102_101500.jpg"],
        ),
        (["x.jpg", "1.jpg", "01a.jpg"], ["1.jpg", "01a.jpg", "x.jpg"]),
    ],
)
def test_the_order_of_photos(names: list[str], ordered: list[str]) -> None:
    assert sorted(names, key=natural_key) == ordered


def test_what_systems_put_beside_is_no_page() -> None:
    names = ["a/", "a/1.jpg", "__MACOSX/a/._1.jpg", ".DS_Store", "Thumbs.db", "a\\2.jpg"]
    assert own_members(names) == ["a/1.jpg", "a\\2.jpg"]


def test_an_archive_of_photos_is_one_document(tmp_path: Path) -> None:
    frames = BytesIO()
    Image.new("L", (200, 300), 10).save(frames, "TIFF", save_all=True, append_images=[Image.new("L", (200, 300), 20)])
    path = pack(tmp_path / "plan.zip", {
        "IMG_10.jpg": photo(200), "IMG_2.jpg": photo(100), "IMG_3.tif": frames.getvalue(),
        "IMG_4.jpg": photo(50, (300, 200), orientation=6),
    })  # fmt: skip
    source = open_source(path)
    assert source.members == (("IMG_2.jpg", 0), ("IMG_3.tif", 0), ("IMG_3.tif", 1), ("IMG_4.jpg", 0), ("IMG_10.jpg", 0))
    pages = [render(source, number, 300).pixels for number in range(1, 6)]
    assert [round(float(page.mean())) for page in pages] == pytest.approx([100, 10, 20, 50, 200], abs=2)
    # A phone that was held upright stores the picture on its side and says so.
    assert pages[3].shape[0] > pages[3].shape[1]


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ({"1.jpg": photo(9), "2.jpg": b"no image at all"}, "2.jpg is damaged"),
        ({"1.jpg": photo(9), "2.heic": b"\0\0\0\x18ftypheic"}, "2.heic is a HEIC photo"),
        ({"1.jpg": photo(9)[:-100]}, "damaged"),
    ],
)
def test_a_bad_photo_is_named(tmp_path: Path, members: dict[str, bytes], problem: str) -> None:
    path = pack(tmp_path / "plan.zip", members)
    with pytest.raises(InputError, match=rf"plan\.zip.*: .*{problem}"):
        render(open_source(path), 1, 300)


def test_bad_archives_get_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pack(tmp_path / "plan.zip", {"1.jpg": photo(9)})
    with pytest.raises(InputError, match=r"plan\.zip: 2\.jpg cannot be unpacked"):
        read_photo(path, "2.jpg")
    monkeypatch.setattr("pipeline.archive.MAX_PHOTO", 100)
    with pytest.raises(InputError, match=r"plan\.zip: 1\.jpg is too large"):
        photo_names(path)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(InputError, match=r"plan\.zip: .*cut off or damaged"):
        photo_names(path)
