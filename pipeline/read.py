"""Opening a file with pages: whether it can be read at all, and its pages as images.

Each way in which a file can be bad raises `InputError` with one sentence for the user. pikepdf judges a PDF before
pypdfium2 touches it: pdfium reports a PDF without pages as a wrong password.
"""

import math
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.archive import photo_names, read_photo
from pipeline.errors import InputError
from pipeline.sniff import FileKind, kind_of, refuse

GreyOrColour = NDArray[np.uint8]
"""Pixels (height, width) or (height, width, 3) in RGB order."""

MAX_PIXELS = 24_000_000
"""Pixels of one rendered page at most: A3 at 300 dpi has 17 million; larger pages are rendered at fewer dpi."""
MAX_STORED_PIXELS = 600_000_000
"""Pixels of one stored image at most: 2,400 dpi A4 has 560 million; more is taken for a decompression bomb."""
MAX_PAGES = 3000
CUT_OFF = "the file is cut off: its last pages may be missing or incomplete"
A4_SHORT_SIDE = 595.0
"""Points; the size assumed for an image that does not say its resolution."""

_IMAGE_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")


class CutOffError(InputError):
    """The end of the file is missing, and with it the way to its pages."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was found readable, with the size of each page as a viewer shows it."""

    path: Path
    kind: Literal["pdf", "image"]
    sizes: tuple[tuple[float, float], ...]
    """Width and height of each page in points; a damaged page can have none."""
    members: tuple[tuple[str, int], ...] = ()
    """For an archive of photos: name of the image and its frame (from 0), for each page."""
    cut_off: str | None = None
    """Of a file whose end is missing: what that means, as a clause."""

    @property
    def page_count(self) -> int:
        """Pages of the file."""
        return len(self.sizes)


@dataclass(frozen=True, slots=True)
class Raster:
    """A rendered page."""

    pixels: GreyOrColour
    scale: float
    """Pixels a point."""

    @property
    def dpi(self) -> float:
        """Pixels an inch."""
        return self.scale * 72


def open_source(path: Path) -> Source:
    """Check a file and measure its pages.

    Raises:
        InputError: the file is missing, no regular file, unreadable, empty, of a kind without pages, locked by a
            password, damaged beyond repair, without pages, or beyond all measure. A file that is cut off is opened if
            any page of it can be found.
    """
    kind = kind_of(path)
    match kind:
        case FileKind.PDF:
            return _open_pdf(path)
        case FileKind.IMAGE:
            return Source(path, "image", _image_sizes(path))
        case FileKind.PHOTOS:
            return _photo_source(path)
    raise refuse(path, kind)


def _photo_source(path: Path) -> Source:
    sizes: list[tuple[float, float]] = []
    members: list[tuple[str, int]] = []
    for name in photo_names(path):
        frames = _image_sizes(path, name)
        sizes += frames
        members += ((name, frame) for frame in range(len(frames)))
        if len(sizes) > MAX_PAGES:
            raise InputError(f"the archive has more than {MAX_PAGES} images.", "Split it first.", file=path)
    if not sizes:
        raise InputError("the archive holds no image.", "Unpack it and name the folder.", file=path)
    return Source(path, "image", tuple(sizes), tuple(members))


def render(source: Source, number: int, dpi: float) -> Raster:
    """One page (1-based) as pixels at `dpi`, or at fewer where the page would exceed `MAX_PIXELS`, or where it is one
    image of lower resolution: a scan gains nothing from being enlarged, and specks cannot be told from dots any
    more."""
    if source.kind == "image":
        return _render_image(source, number, dpi)
    width, height = source.sizes[number - 1]
    try:
        document = pypdfium2.PdfDocument(source.path)
        try:
            page = document[number - 1]
            # Units of the page are points, unless its /UserUnit says otherwise.
            unit = width / page.get_width()
            native = _native_dpi(page, page.get_width() * page.get_height())
            scale = bounded_scale(width, height, min(dpi, native / unit if native else dpi))
            bitmap = page.render(scale=scale * unit, rev_byteorder=True, fill_color=(255, 255, 255, 255))
            pixels = np.array(bitmap.to_numpy())
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise InputError(
            "the page cannot be drawn.", "Print it to a new PDF or scan it again.", file=source.path, page=number
        ) from error
    if pixels.ndim == 3:
        pixels = pixels[:, :, 0] if pixels.shape[2] == 1 else pixels[:, :, :3]
    return Raster(np.ascontiguousarray(pixels), pixels.shape[1] / width)


def _native_dpi(page: Any, page_area: float) -> float | None:
    """Resolution of the image that fills a page, None where there is none."""
    for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        try:
            left, bottom, right, top = item.get_bounds()
            columns, rows = item.get_px_size()
        except pypdfium2.PdfiumError:
            continue
        area = (right - left) * (top - bottom)
        if area >= 0.6 * page_area and columns and rows:
            return max(36.0, 72 * math.sqrt(columns * rows / area))
    return None


def bounded_scale(width: float, height: float, dpi: float) -> float:
    """Pixels a point for `dpi`, reduced so that the page keeps below `MAX_PIXELS`."""
    return min(dpi / 72, math.sqrt(MAX_PIXELS / (width * height)))


def _open_pdf(path: Path) -> Source:
    units, cut_off = _check_pdf(path)
    try:
        document = pypdfium2.PdfDocument(path)
        try:
            count = min(len(document), len(units))
            sizes = tuple(document.get_page_size(index) for index in range(count))
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        if cut_off:
            raise _cut_off_error(path) from error
        raise InputError(
            "the PDF is damaged: no page of it can be drawn.", "Get it again from its source.", file=path
        ) from error
    sizes = tuple((width * unit, height * unit) for (width, height), unit in zip(sizes, units, strict=False))
    return Source(path, "pdf", sizes, cut_off=CUT_OFF if cut_off else None)


def _check_pdf(path: Path) -> tuple[list[float], bool]:
    """Points a unit on each page, and whether the file is cut off."""
    advice = "Get it again from its source."
    try:
        with warnings.catch_warnings(), pikepdf.open(path, suppress_warnings=True) as pdf:
            warnings.simplefilter("ignore")
            count = len(pdf.pages)
            if count == 0 and _is_cut_off(path):
                raise _cut_off_error(path)
            if count == 0:
                raise InputError("the PDF has no pages.", advice, file=path)
            if count > MAX_PAGES:
                problem = f"the PDF has {count} pages; {MAX_PAGES} at most are read."
                raise InputError(problem, "Split it first.", file=path)
            units = [_user_unit(page.obj.get("/UserUnit", 1)) for page in pdf.pages]
            mended = any("reconstruct" in str(warning) for warning in pdf.get_warnings())
            return units, mended and _is_cut_off(path)
    except pikepdf.PasswordError as error:
        raise InputError(
            "the PDF is locked by a password.", "Save a copy without password and use that.", file=path
        ) from error
    except pikepdf.PdfError as error:
        if "security handler" in str(error) or "encrypt" in str(error).lower():
            raise InputError(
                "the PDF is locked by a certificate.", "Save a copy without protection and use that.", file=path
            ) from error
        if _is_cut_off(path):
            raise _cut_off_error(path) from error
        raise InputError("the PDF is damaged and cannot be read.", advice, file=path) from error


def _cut_off_error(path: Path) -> CutOffError:
    return CutOffError("the PDF is cut off: no page of it is left.", "Get it again from its source.", file=path)


def _user_unit(value: object) -> float:
    """Points a unit of the page: 1 to 200 make sense, up to a sheet of 40 metres."""
    try:
        unit = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return 1.0
    return unit if 0.01 <= unit <= 200 else 1.0


def _is_cut_off(path: Path) -> bool:
    """Whether the last object of the file has no end-of-file mark behind it. qpdf repairs such a file and loses
    its last pages in silence."""
    content = path.read_bytes()
    return content.rfind(b"%%EOF") < max(content.rfind(b"endobj"), content.rfind(b" obj"))


class _NoPixelLimit:
    """Pillow's limit lifted for a moment: `MAX_STORED_PIXELS` is the one that holds here."""

    def __enter__(self) -> None:
        self._limit = Image.MAX_IMAGE_PIXELS
        Image.MAX_IMAGE_PIXELS = None

    def __exit__(self, *_: object) -> None:
        Image.MAX_IMAGE_PIXELS = self._limit


def _open_image(path: Path, member: str | None = None) -> Image.Image:
    stored = path if member is None else BytesIO(read_photo(path, member))
    try:
        return Image.open(stored, formats=_IMAGE_FORMATS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if member is not None and member.lower().endswith((".heic", ".heif")):
            raise InputError(f"{member} is a HEIC photo.", "Save the photos as JPEG.", file=path) from error
        problem = "the image is damaged." if member is None else f"the image {member} is damaged."
        raise InputError(problem, "Scan or export it again.", file=path) from error


def _image_sizes(path: Path, member: str | None = None) -> tuple[tuple[float, float], ...]:
    sizes = []
    with _NoPixelLimit(), _open_image(path, member) as image:
        # Only TIFF has pages. Frames of others are an animation, or what phones put behind a photo: previews, depths.
        frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        for index in range(min(frames, MAX_PAGES + 1)):
            try:
                image.seek(index)
            except (EOFError, OSError, SyntaxError, ValueError) as error:
                raise InputError("the image is damaged.", "Scan it again.", file=path, page=index + 1) from error
            width, height = image.size
            if width * height > MAX_STORED_PIXELS:
                raise InputError(
                    f"the image has {width * height // 1_000_000} million pixels; "
                    f"{MAX_STORED_PIXELS // 1_000_000} million at most are read.",
                    "Scan at 300 dpi.", file=path, page=index + 1,
                )  # fmt: skip
            if min(width, height) < 16:
                raise InputError("the image is too small to hold a page.", file=path, page=index + 1)
            sizes.append(_size_in_points(image))
    if len(sizes) > MAX_PAGES:
        raise InputError(f"the image has more than {MAX_PAGES} pages.", "Split it first.", file=path)
    return tuple(sizes)


def _size_in_points(image: Image.Image) -> tuple[float, float]:
    """Size of the printed page, by the stored resolution where that is believable (a sheet of 3 to 50 inches)."""
    width, height = image.size
    if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):
        width, height = height, width
    stored: Any = image.info.get("dpi", (0, 0))
    dpi = float(stored[0] or 0)
    if dpi <= 72 or not 3 <= min(width, height) / dpi <= 50:
        dpi = min(width, height) / A4_SHORT_SIDE * 72
    return width / dpi * 72, height / dpi * 72


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits as 8 bits; Pillow's own conversion cuts off all above 255, which leaves a white page."""
    grey = np.asarray(image, dtype=np.float64)
    top = grey.max(initial=0)
    scale = 255 / (1.0 if top <= 1 else 255.0 if top <= 255 else 65_535.0 if top <= 65_535 else top)
    return Image.fromarray(np.clip(grey * scale, 0, 255).astype(np.uint8))


def _render_image(source: Source, number: int, dpi: float) -> Raster:
    width, height = source.sizes[number - 1]
    target = bounded_scale(width, height, dpi)
    try:
        member, frame = source.members[number - 1] if source.members else (None, number - 1)
        with _NoPixelLimit(), _open_image(source.path, member) as image:
            image.seek(frame)
            # JPEG decodes at a half, a quarter or an eighth of its size for nothing.
            image.draft("RGB", (int(width * target), int(height * target)))
            if image.mode in ("1", "L"):
                loaded = image.convert("L")
            elif image.mode == "F" or image.mode.startswith("I"):
                loaded = _eight_bits(image)
            elif image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
                layer = image.convert("RGBA")
                loaded = Image.new("RGB", layer.size, "white")
                loaded.paste(layer, mask=layer.getchannel("A"))
            else:
                loaded = image.convert("RGB")
            # The tag is read from the file: converting keeps it in `info` only.
            loaded.info["exif"] = image.info.get("exif", b"")
            loaded = ImageOps.exif_transpose(loaded)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise InputError("the image is damaged.", "Scan it again.", file=source.path, page=number) from error
    if loaded.width > width * target * 1.02:
        loaded = loaded.resize((round(width * target), round(height * target)), Image.Resampling.BOX)
    pixels = np.asarray(loaded, dtype=np.uint8)
    return Raster(np.ascontiguousarray(pixels), pixels.shape[1] / width)
