"""Memory of a worker: the peak on pages as heavy as are let through, and over a thousand pages, every hundred of them.

    python -m tests.benchmarks.measure_memory            # heavy pages, each in a process of its own
    python -m tests.benchmarks.measure_memory 1000 FILE  # so many pages of a PDF, again and again, in one process

The engine is another process and not counted: a stand-in answers for it.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from pipeline import tesseract
from pipeline.errors import KehoachError
from pipeline.read import open_source
from pipeline.recognise import Settings, read_page
from tests.pipeline import bad_files as bad


def _fax(dpi: int) -> bytes:
    return bad.fax_page(Image.new("1", (round(8.27 * dpi), round(11.69 * dpi)), 1))


HEAVY: dict[str, Callable[[], bytes]] = {
    "A4, text": bad.text_page,
    "A4, grey, 300 dpi": lambda: bad.image_page(bad.flat_image(2480, 3508)),
    "A4, colour, 600 dpi": lambda: bad.image_page(bad.flat_image(4960, 7016, colour=True)),
    "A4, 1 bit, 2,400 dpi, flate": lambda: bad.image_page(bad.flat_image(19843, 28063, bits=1)),
    "A4, 1 bit, 2,400 dpi, fax": lambda: _fax(2400),
    "300 million pixels, grey": lambda: bad.image_page(bad.flat_image(15000, 20000)),
    "130 million pixels, colour": lambda: bad.image_page(bad.flat_image(10000, 13000, colour=True)),
    "300 million pixels, colour (refused)": lambda: bad.image_page(bad.flat_image(15000, 20000, colour=True)),
    "130 million pixels, JPEG": lambda: bad.jpeg_page(Image.new("L", (10000, 13000), 255)),
    "60 million pixels, JPEG 2000": lambda: bad.jpx_page(Image.new("L", (6600, 9200), 255)),
    "60 million pixels, JBIG2": lambda: bad.jbig2_page(Image.new("1", (6600, 9200), 1)),
    "14,400 points wide and high": lambda: bad.text_page(b"/MediaBox[0 0 14400 14400]"),
    "2,000 MB of instructions (refused)": bad.content_bomb,
    "a million paths": lambda: bad.many_paths(1_000_000),
    "form within itself (refused)": bad.form_in_itself,
    "forms of forms (refused)": bad.forms_of_forms,
    "A1, letters and a colour image": lambda: bad.image_page(bad.flat_image(7016, 9933, colour=True)),
}


def _stand_in() -> None:
    """No engine: a page then costs what reading and cleaning cost."""
    tesseract.require = lambda _: None  # type: ignore[assignment]
    tesseract.version = lambda: "none"  # type: ignore[assignment]
    tesseract.languages = lambda: frozenset({"vie"})  # type: ignore[assignment]
    tesseract.read_words = lambda *_, **__: [tesseract.RawWord("Kế", 100, 100, 60, 40, 0.9, (1, 1, 1))]  # type: ignore[assignment]
    tesseract.read_orientation = lambda *_, **__: None  # type: ignore[assignment]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _now() -> float:
    """Resident memory in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def build_one(name: str, path: Path) -> None:
    """Write the file of a heavy page."""
    bad.write(path.parent, HEAVY[name], path.name)


def measure_one(name: str, path: Path) -> None:
    """Read one page in this process and print what it took."""
    _stand_in()
    before, begin = _peak(), time.perf_counter()
    try:
        page = read_page(open_source(path), 1, Settings(workers=1))
        found = f"{page.origin}: {page.note}"
    except KehoachError as error:
        found = str(error.problem)
    print(f"{name:40} {_peak():6.0f} MB (begins with {before:.0f})  {time.perf_counter() - begin:5.1f} s  {found}")


def measure_loop(count: int, path: Path) -> None:
    """Read pages of a file again and again and print the resident memory."""
    _stand_in()
    source = open_source(path)
    for done in range(1, count + 1):
        read_page(source, (done - 1) % source.page_count + 1, Settings(workers=1))
        if done % 100 == 0:
            print(f"{done:5} pages: {_now():6.0f} MB, peak {_peak():6.0f} MB", flush=True)


def main() -> None:
    """See the module."""
    if len(sys.argv) > 1:
        measure_loop(int(sys.argv[1]), Path(sys.argv[2]))
        return
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(HEAVY):
            path = Path(folder) / f"{number}.pdf"
            # A process begins with the peak of the one that began it, so even the file is built by another.
            for target, arguments in ((build_one, (name, path)), (measure_one, (name, path))):
                process = context.Process(target=target, args=arguments)
                process.start()
                process.join()
            path.unlink()


if __name__ == "__main__":
    main()
