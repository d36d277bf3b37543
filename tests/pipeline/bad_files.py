"""PDFs and images as they ought not to be, each built from scratch: bytes by hand where no library would write them."""

import io
import struct
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image, TiffImagePlugin

A4 = (0, 0, 595, 842)


def raw_pdf(objects: Sequence[bytes], trailer: bytes = b"", root: int = 1) -> bytes:
    """A PDF of objects numbered from 1, with a right cross-reference table."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<</Size %d/Root %d 0 R%b>>\nstartxref\n%d\n%%%%EOF\n"
    return out + tail % (len(objects) + 1, root, trailer, table)


def stream(data: bytes, head: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), head, data)


def page_pdf(page: bytes, *others: bytes) -> bytes:
    """One page whose dictionary holds `page`; the other objects have the numbers from 4."""
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R%b>>" % page,
            *others,
        ]
    )


BOX = b"/MediaBox[0 0 595 842]"
FONT = b"/Resources<</Font<</F 5 0 R>>>>"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
LINE = b"BT /F 14 Tf 72 700 Td (Ke hoach so 12/KH-UBND) Tj ET"


def text_page(page: bytes = BOX, content: bytes = LINE) -> bytes:
    """A page with a line of text in a font that every reader has."""
    return page_pdf(page + FONT + b"/Contents 4 0 R", stream(content), HELVETICA)


def flat_image(width: int, height: int, *, colour: bool = False, bits: int = 8) -> bytes:
    """The object of a white image of any size, packed as it is made."""
    packer = zlib.compressobj(1)
    row = b"\xff" * ((width * bits * (3 if colour else 1) + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    space = b"DeviceRGB" if colour else b"DeviceGray"
    return image_object(width, height, data, b"FlateDecode", space, bits)


def image_object(
    width: int,
    height: int,
    data: bytes,
    filter_name: bytes,
    space: bytes = b"DeviceGray",
    bits: int = 8,
    more: bytes = b"",
) -> bytes:
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/Filter/%b/ColorSpace/%b/BitsPerComponent %d%b"
    return stream(data, head % (width, height, filter_name, space, bits, more))


def image_page(image: bytes, *others: bytes) -> bytes:
    """A page that is one image."""
    page = BOX + b"/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R"
    return page_pdf(page, stream(b"q 595 0 0 842 0 0 cm /I Do Q"), image, *others)


def fax_data(image: Image.Image) -> bytes:
    """A black-and-white image packed as fax machines do (CCITT group 4)."""
    out = io.BytesIO()
    # One strip, so that the bytes are those that a PDF wants.
    image.convert("1").save(out, "TIFF", compression="group4", tiffinfo={278: image.height})
    data = out.getvalue()
    directory = TiffImagePlugin.ImageFileDirectory_v2(data[:8])
    file = io.BytesIO(data)
    file.seek(directory.next)
    directory.load(file)
    (place,), (length,) = directory[273], directory[279]
    return data[place : place + length]


def fax_page(image: Image.Image) -> bytes:
    more = b"/DecodeParms<</K -1/Columns %d/Rows %d/BlackIs1 false>>" % image.size
    # Pillow writes white as 0, as fax machines do.
    return image_page(image_object(*image.size, fax_data(image), b"CCITTFaxDecode", bits=1, more=more))


def jbig2_page(image: Image.Image) -> bytes:
    """JBIG2 whose one region is packed as a fax: pages of copiers look like this to a reader."""
    width, height = image.size
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, 1) + fax_data(image)
    data = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    data += struct.pack(">IBBBI", 1, 38, 0, 1, len(region)) + region
    return image_page(image_object(width, height, data, b"JBIG2Decode", bits=1))


def jpx_page(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("L").save(out, "JPEG2000")
    return image_page(image_object(*image.size, out.getvalue(), b"JPXDecode"))


def jpeg_page(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("L").save(out, "JPEG")
    return image_page(image_object(*image.size, out.getvalue(), b"DCTDecode"))


def content_bomb(megabytes: int = 2000) -> bytes:
    """Drawing instructions that unpack a thousandfold."""
    packer = zlib.compressobj(9)
    spaces = b" " * 1_000_000
    data = b"".join(packer.compress(spaces) for _ in range(megabytes)) + packer.flush()
    return page_pdf(BOX + b"/Contents 4 0 R", stream(data, b"/Filter/FlateDecode"))


def double_bomb() -> bytes:
    """Packed twice: each unpacking alone looks harmless."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * 1_000_000) for _ in range(100)) + packer.flush()
    return page_pdf(BOX + b"/Contents 4 0 R", stream(zlib.compress(data, 9), b"/Filter[/FlateDecode/FlateDecode]"))


def many_paths(count: int) -> bytes:
    """A page of short strokes, with a line of text among them."""
    strokes = b"\n".join(
        b"%d %d m %d %d l S" % (i % 590, i // 590 % 840, i % 590 + 3, i // 590 % 840) for i in range(count)
    )
    return text_page(content=strokes + b"\n" + LINE)


def form_in_itself() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>"
    return page_pdf(
        BOX + b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>/Contents 4 0 R",
        stream(LINE + b" /X Do"),
        HELVETICA,
        stream(b"0 0 10 10 re f /X Do /X Do", form),
    )


def forms_of_forms(depth: int = 9, times: int = 10) -> bytes:
    """Each form draws the next ten times."""
    forms = [
        stream(
            b"/X Do " * times if level < depth - 1 else b"0 0 1 1 re f",
            b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>" % (7 + level),
        )
        for level in range(depth)
    ]
    page = BOX + b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>/Contents 4 0 R"
    return page_pdf(page, stream(LINE + b" /X Do"), HELVETICA, *forms)


def tree_in_itself() -> bytes:
    """The second child of the page tree is the tree."""
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 2/Kids[3 0 R 2 0 R]>>",
            b"<</Type/Page/Parent 2 0 R%b%b/Contents 4 0 R>>" % (BOX, FONT),
            stream(LINE),
            HELVETICA,
        ]
    )


def locked_by_certificate() -> bytes:
    lock = b"/Encrypt<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s4/V 2/Length 128/Recipients[<00>]>>/ID[<00><00>]"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", b"<</Type/Page/Parent 2 0 R>>"]
    return raw_pdf(objects, lock)


def glyphs_without_names() -> bytes:
    """A Type 3 font that draws squares and tells no letters."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 10 10]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<</T01 6 0 R>>"
        b"/Encoding<</Type/Encoding/Differences[1/T01/T01/T01/T01/T01/T01/T01/T01]>>"
        b"/FirstChar 1/LastChar 8/Widths[10 10 10 10 10 10 10 10]>>"
    )
    content = b"BT /F 14 Tf 72 700 Td (\\001\\002\\003\\004\\005\\006\\007\\010) Tj ET"
    return page_pdf(BOX + FONT + b"/Contents 4 0 R", stream(content), font, stream(b"10 0 d0 0 0 8 8 re f"))


def with_actions() -> bytes:
    """JavaScript and a program to launch on opening, and a file attached."""
    with pikepdf.open(io.BytesIO(text_page())) as pdf:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('x'); while(true);")
        pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F="/bin/false"))
        pdf.attachments["plan.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename="plan.exe")
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    pages = [b"<</Type/Page/Parent 2 0 R%b>>" % BOX] * count
    return raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, kids), *pages])


def mixed(pages: Sequence[bytes]) -> bytes:
    """The pages of several PDFs in one; a damaged stream stays damaged."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for page in pages:
            with pikepdf.open(io.BytesIO(page)) as other:
                pdf.pages.extend(other.pages)
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return out.getvalue()


def broken_content() -> bytes:
    """Instructions that cannot be unpacked."""
    return page_pdf(BOX + FONT + b"/Contents 4 0 R", stream(b"\x00no zlib" * 20, b"/Filter/FlateDecode"), HELVETICA)


def broken_image() -> bytes:
    return image_page(image_object(1240, 1754, b"\xff\xd8\xff\xe0 no JPEG" * 10, b"DCTDecode"))


def encrypted(user: str, owner: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(text_page())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=user, owner=owner))
    return out.getvalue()


def turned(rotation: int, media: Sequence[float] = A4, crop: Sequence[float] | None = None, unit: float = 1) -> bytes:
    """A line of text near the top left of the shown sheet, whichever way the page is turned in the file."""
    boxes = b"/MediaBox[%b]" % b" ".join(b"%g" % value for value in media)
    if crop is not None:
        boxes += b"/CropBox[%b]" % b" ".join(b"%g" % value for value in crop)
    left, bottom, right, top = crop or media
    place = {
        0: (1, 0, 0, 1, left + 72, top - 100),
        90: (0, 1, -1, 0, left + 100, bottom + 72),
        180: (-1, 0, 0, -1, right - 72, bottom + 100),
        270: (0, -1, 1, 0, right - 100, top - 72),
    }[rotation]
    content = b"BT /F 14 Tf %b Tm (Ke hoach) Tj ET" % b" ".join(b"%g" % value for value in place)
    outside = b" BT /F 14 Tf %g %g Td (Outside) Tj ET" % (left - 40, bottom - 40)
    return text_page(boxes + b"/Rotate %d/UserUnit %g" % (rotation, unit), content + outside)


def write(folder: Path, build: Callable[[], bytes] | bytes, name: str = "plan.pdf") -> Path:
    path = folder / name
    path.write_bytes(build if isinstance(build, bytes) else build())
    return path
