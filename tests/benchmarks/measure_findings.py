"""How many contradictions are found: run it as `python -m tests.benchmarks.measure_findings [FOLDER ...] [--places N]`.

Into each document of the folders (default: the fixtures' transcripts) one contradiction of each kind is put at N
places, chosen at random with a fixed seed. It is found when a finding of its kind appears that the document had not
before, with the words of the contradiction. Of the documents as they are, the findings are listed: each is to be judged
by the gold, or by reading.
"""

import argparse
import datetime as dt
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import regex

from models.document import Document
from models.records import Finding, Records
from pipeline.process import process

ROOT = Path(__file__).parents[2]
TRANSCRIPTS = ROOT / "fixtures" / "transcripts"
_END = regex.compile(r"^\W*(?:PHỤ LỤC|Phụ lục(?: \d+)?\W*$)")
_BULLET = regex.compile(r"^[-+*] \p{Lu}.{40,}[.;]$")


@dataclass(frozen=True, slots=True)
class Plan:
    """A document as it is: its lines, what is read in it."""

    name: str
    lines: list[str]
    document: Document
    records: Records


@dataclass(frozen=True, slots=True)
class Injected:
    """A document with a contradiction, and words of which a finding must hold one."""

    kind: str
    text: str
    marks: tuple[str, ...]


Injector = Callable[[Plan, random.Random], Injected | None]


def read(path: Path) -> Plan:
    """Extract a transcript; of a file of several documents the one that plans."""
    read_in = process(path)
    return Plan(path.stem, path.read_text("utf-8").splitlines(), read_in.document, read_in.records)


def _extracted(text: str) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_text(text, "utf-8")
        return process(path).records.findings


def _body(plan: Plan) -> list[int]:
    """Lines that are bullets of the body: sentences into which words can be put."""
    end = next((at for at, line in enumerate(plan.lines) if _END.match(line)), len(plan.lines))
    begin = next((at for at, line in enumerate(plan.lines) if line.lstrip("*# ").startswith("I.")), 0)
    return [at for at, line in enumerate(plan.lines[:end]) if at > begin and _BULLET.match(line)]


def _with_sentence(plan: Plan, rng: random.Random, sentence: str) -> str | None:
    """The text with a sentence behind a bullet chosen at random."""
    places = _body(plan)
    if not places:
        return None
    lines = list(plan.lines)
    at = rng.choice(places)
    lines[at] = f"{lines[at].rstrip('.;')}. {sentence}"
    return "\n".join(lines)


def _labelled(plan: Plan) -> list[list[tuple[int, str, str]]]:
    """Families of three labels and more in the lines: (line, label, title), in order."""
    families: dict[tuple[str, bool], list[tuple[int, str, str]]] = {}
    at = 0
    for section in plan.records.sections:
        if section.path.startswith("PL"):
            break
        label, title = section.label.strip(), section.title[:25]
        for line in range(at, len(plan.lines)):
            plain = plan.lines[line].lstrip("*# ")
            if plain.startswith(label) and title[:12] in plain:
                families.setdefault((section.path.rpartition(".")[0], label[:2] == "Đi"), []).append(
                    (line, label, section.title)
                )
                at = line
                break
    return [family for family in families.values() if len(family) >= 3]


def numbering_gap(plan: Plan, rng: random.Random) -> Injected | None:
    """A node in the middle of its family is taken out, with all below it."""
    families = _labelled(plan)
    if not families:
        return None
    family = rng.choice(families)
    which = rng.randrange(1, len(family) - 1)
    lines = plan.lines[: family[which][0]] + plan.lines[family[which + 1][0] :]
    return Injected("numbering_gap", "\n".join(lines), (family[which + 1][1],))


def duplicate_label(plan: Plan, rng: random.Random) -> Injected | None:
    """A node carries the label of the one before it."""
    families = _labelled(plan)
    if not families:
        return None
    family = rng.choice(families)
    which = rng.randrange(1, len(family))
    lines = list(plan.lines)
    at, label, _ = family[which]
    lines[at] = lines[at].replace(label, family[which - 1][1], 1)
    return Injected("duplicate_label", "\n".join(lines), (family[which - 1][1],))


def duplicate_title(plan: Plan, rng: random.Random) -> Injected | None:
    """A heading carries the title of another one of its family."""
    kinds = {section.title: section.kind for section in plan.records.sections}
    families = [
        [node for node in family if kinds[node[2]] == "heading" and node[2] in plan.lines[node[0]]]
        for family in _labelled(plan)
    ]
    families = [family for family in families if len(family) >= 2 and len(family[0][2].split()) >= 3]
    if not families:
        return None
    family = rng.choice(families)
    at, _, title = rng.choice(family[1:])
    lines = list(plan.lines)
    lines[at] = lines[at].replace(title, family[0][2])
    return Injected("duplicate_title", "\n".join(lines), (family[0][2],))


def _other_value(value: float) -> int:
    return int(value) - 7 if value > 20 else int(value) + 7


def target_conflict(plan: Plan, rng: random.Random) -> Injected | None:
    """A percentage of one part stands with another value in another part, or in an annex."""
    wanted = [
        target
        for target in plan.records.targets
        if target.unit == "%" and target.value and target.value_max is None and target.subject
        and len(target.subject.split()) >= 6 and not (target.section or "").startswith("PL")
        and target.deadline_from == "plan" and target.scope is None and target.direction == "attain"
    ]  # fmt: skip
    bullets = _body(plan)
    if not wanted or not bullets:
        return None
    target = rng.choice(wanted)
    value = _other_value(target.value or 0)
    subject = target.subject or ""
    rate = subject.casefold().startswith(("tỷ lệ ", "tỉ lệ ", "mức độ ", "chỉ số ", "tỷ trọng "))
    goal = f"{subject[0].upper()}{subject[1:]} đạt tối thiểu {value}%" if rate else f"Tối thiểu {value}% {subject}"
    lines = list(plan.lines)
    if rng.random() < 0.5:
        own = next((at for at, line in enumerate(lines) if target.quote[:40] in line), 0)
        far = [at for at in bullets if abs(at - own) > 12] or bullets
        at = rng.choice(far)
        lines[at] = f"{lines[at]}\n\n- {goal}."
    else:
        lines += ["", "**PHỤ LỤC 9**", "**CÁC CHỈ TIÊU CHỦ YẾU**", "", "TT\tChỉ tiêu\tĐơn vị chủ trì"]
        lines += [f"1\t{goal}\tVăn phòng UBND", "2\t100% báo cáo được gửi qua mạng\tVăn phòng UBND"]
    return Injected("target_conflict", "\n".join(lines), (f"{value}%",))


def past_deadline(plan: Plan, rng: random.Random) -> Injected | None:
    """Something is due some weeks before the day of issue."""
    issued = plan.records.document.issued_on
    if issued is None:
        return None
    day = issued - dt.timedelta(days=rng.randrange(20, 300))
    date = rng.choice([f"{day.day:02}/{day.month}/{day.year}", f"{day.day} tháng {day.month} năm {day.year}"])
    sentence = rng.choice(
        [
            f"Hoàn thành trước ngày {date}.",
            f"Kết quả gửi về Phòng Nội vụ trước ngày {date} để tổng hợp.",
            f"Báo cáo Ủy ban nhân dân chậm nhất ngày {date}.",
            f"Thời gian hoàn thành: trước ngày {date}.",
            f"Các đơn vị xây dựng và ban hành kế hoạch trước ngày {date}.",
        ]
    )
    text = _with_sentence(plan, rng, sentence)
    return Injected("past_deadline", text, (f"{day.day:02}/{day.month:02}/{day.year}",)) if text else None


def _citations(plan: Plan) -> list[tuple[int, "regex.Match[str]"]]:
    pattern = regex.compile(
        r"(?P<kind>Quyết định|Nghị quyết|Kế hoạch|Nghị định|Chỉ thị) số (?P<number>\d{2,5})(?P<symbol>/\S+?) "
        r"ngày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?P<rest> của [^;.()]{20,120})"
    )
    return [
        (at, match)
        for at, line in enumerate(plan.lines)
        if line.startswith("Căn cứ") and (match := pattern.search(line))
    ]


def number_mismatch(plan: Plan, rng: random.Random) -> Injected | None:
    """A document is cited again with two digits exchanged, or an annex goes with a number with two exchanged."""
    attached = [at for at, line in enumerate(plan.lines) if regex.search(r"èm theo \p{L}+ \p{L}+ số \d{2,}/", line)]
    found = _citations(plan)
    if attached and (not found or rng.random() < 0.5):
        at = rng.choice(attached)
        number = regex.search(r"số (\d{2,})/", plan.lines[at])
        assert number is not None
        wrong = f"{int(number[1]) + 10}".zfill(len(number[1]))
        lines = list(plan.lines)
        lines[at] = lines[at].replace(number[1], wrong, 1)
        return Injected("number_mismatch", "\n".join(lines), (wrong,))
    if not found:
        return None
    _, match = rng.choice(found)
    serial = match["number"]
    wrong = serial[:-1] + str((int(serial[-1]) + 3) % 10)
    cited = match.group().replace(f"số {serial}", f"số {wrong}", 1)
    text = _with_sentence(plan, rng, f"Tiếp tục thực hiện {cited}.")
    return Injected("number_mismatch", text, (wrong,)) if text else None


def date_conflict(plan: Plan, rng: random.Random) -> Injected | None:
    """A cited document is later than the citing one; one is cited with another day; a task is for the year before."""
    issued, year = plan.records.document.issued_on, plan.records.document.period_start
    found = _citations(plan)
    rows = [
        (at, row)
        for row in plan.records.assignments
        if row.product and len(row.task) > 15
        for at, line in enumerate(plan.lines)
        if f"\t{row.task}\t" in line and f"\t{row.product}\t" in line
    ]
    choice = rng.randrange(3)
    if choice == 0 and issued is not None:
        day = issued + dt.timedelta(days=rng.randrange(5, 200))
        date = f"{day.day:02}/{day.month}/{day.year}"
        text = _with_sentence(plan, rng, f"Thực hiện Quyết định số 913/QĐ-UBND ngày {date} của Ủy ban nhân dân tỉnh.")
        return Injected("date_conflict", text, ("913/",)) if text else None
    if choice == 1 and found:
        _, match = rng.choice(found)
        day_before = f"{int(match['day']) % 27 + 1:02}/"
        cited = match.group().replace(f"ngày {match['day']}/", f"ngày {day_before}", 1)
        text = _with_sentence(plan, rng, f"Tiếp tục thực hiện {cited}.")
        return Injected("date_conflict", text, (match["number"],)) if text else None
    if year is not None and rows:
        lines = list(plan.lines)
        at, row = rng.choice(rows)
        task = f"Kiểm tra công tác văn thư, lưu trữ của các đơn vị năm {year}"
        product = f"Kế hoạch kiểm tra công tác văn thư, lưu trữ của các đơn vị năm {year - 1}"
        lines.insert(at + 1, lines[at].replace(row.task, task, 1).replace(row.product or "", product, 1))
        return Injected("date_conflict", "\n".join(lines), (str(year - 1),))
    return None


def kind_mismatch(plan: Plan, rng: random.Random) -> Injected | None:
    """A cited document's kind does not fit its symbol."""
    kind, symbol = rng.choice(
        [("Quyết định", "KH-UBND"), ("Kế hoạch", "QĐ-UBND"), ("Chỉ thị", "NQ-CP"), ("Nghị quyết", "QĐ-TTg"),
         ("Báo cáo", "KH-UBND"), ("Công văn", "QĐ-UBND"), ("Thông tư", "NĐ-CP")]
    )  # fmt: skip
    number = f"{rng.randrange(100, 999)}/{symbol}"
    text = _with_sentence(plan, rng, f"Thực hiện theo {kind} số {number} ngày 12/3/2019.")
    return Injected("kind_mismatch", text, (number,)) if text else None


def missing_part(plan: Plan, rng: random.Random) -> Injected | None:
    """An annex is referred to that is not there; the text breaks off; the first of two annexes is taken out."""
    annexes = [
        section for section in plan.records.sections if section.path.startswith("PL") and "." not in section.path
    ]
    bullets = _body(plan)
    choice = rng.randrange(3)
    if choice == 0 or not bullets:
        number = rng.choice(["Phụ lục 8", "Phụ lục số 07", "Phụ lục VI"])
        phrase = rng.choice(
            ["Chi tiết tại {}.", "Báo cáo theo mẫu tại {} ban hành kèm theo Kế hoạch này.", "(Có {} kèm theo)."]
        )
        text = _with_sentence(plan, rng, phrase.format(number))
        return Injected("missing_part", text, (number,)) if text else None
    if choice == 1 or not annexes:
        at = rng.choice(bullets)
        words = plan.lines[at].split()
        kept = " ".join(words[: max(10, len(words) // 2)]).rstrip(".;,")
        return Injected("missing_part", "\n".join([*plan.lines[:at], kept]), (kept[-15:],))
    text = "\n".join(plan.lines)
    first = regex.search(r"^\W*PHỤ LỤC|^\W*Phụ lục \d", text, regex.M)
    if first is None:
        return None
    sentence = rng.choice(["(Có biểu chi tiết kèm theo).", "Số liệu tổng hợp theo biểu mẫu đính kèm Kế hoạch này."])
    bare = Plan(plan.name, text[: first.start()].splitlines(), plan.document, plan.records)
    if any("\t" in line for line in bare.lines[bullets[0] :]) or "kèm theo" in "\n".join(bare.lines[bullets[0] :]):
        return None
    whole = _with_sentence(bare, rng, sentence)
    return Injected("missing_part", whole, ("kèm",)) if whole else None


INJECTORS: tuple[Injector, ...] = (
    number_mismatch, numbering_gap, duplicate_label, duplicate_title, target_conflict, past_deadline, date_conflict,
    kind_mismatch, missing_part,
)  # fmt: skip


def is_found(injected: Injected, before: list[Finding]) -> bool:
    """Whether a finding of the kind appears that was not there before and names the contradiction."""
    known = {(finding.kind, finding.detail) for finding in before}
    return any(
        finding.kind == injected.kind
        and (finding.kind, finding.detail) not in known
        and any(mark in f"{finding.where} {finding.detail}" for mark in injected.marks)
        for finding in _extracted(injected.text)
    )


def measure(plans: list[Plan], places: int, verbose: bool = False) -> Iterator[tuple[str, int, int]]:
    """Kind, contradictions found, contradictions put in."""
    for injector in INJECTORS:
        counts: Counter[bool] = Counter()
        for plan in plans:
            for place in range(places):
                injected = injector(plan, random.Random(f"{plan.name} {injector.__name__} {place}"))
                if injected is None:
                    continue
                found = is_found(injected, plan.records.findings)
                counts[bool(found)] += 1
                if verbose and not found:
                    print(f"  missed {injector.__name__} in {plan.name}, place {place}: {injected.marks}")
        yield injector.__name__, counts[True], counts.total()


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folders", nargs="*", type=Path, default=[TRANSCRIPTS])
    args.add_argument("--places", type=int, default=6)
    args.add_argument("--verbose", action="store_true", help="list what is missed")
    options = args.parse_args()
    plans = [read(path) for folder in options.folders for path in sorted(folder.glob("*.txt"))]
    total = 0
    for plan in plans:
        total += len(plan.records.findings)
        for finding in plan.records.findings:
            print(f"{plan.name:24} {finding.kind:16} {finding.where[:40]:40} {finding.detail[:110]}")
    print(f"\n{total} findings in {len(plans)} documents as they are\n")
    all_found = all_put = 0
    for kind, found, put in measure(plans, options.places, options.verbose):
        all_found, all_put = all_found + found, all_put + put
        print(f"{kind:16} {found:4} of {put:4}   {found / put if put else 0:.3f}", flush=True)
    print(f"{'all':16} {all_found:4} of {all_put:4}   {all_found / all_put if all_put else 0:.3f}")


if __name__ == "__main__":
    main()
