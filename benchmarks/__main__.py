"""``python -m benchmarks`` (``make bench``): lifecycles, look-ups, pages, beside their floors; documents read;
indicators over a data lake."""

import argparse
import datetime as dt
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import machine, many
from benchmarks.documents import documents
from benchmarks.facts import facts
from benchmarks.filing import filings
from benchmarks.floors import Floor
from benchmarks.following import following
from benchmarks.installation import Installation, installed
from benchmarks.lake import lake
from benchmarks.lake import tables as lake_tables
from benchmarks.lifecycles import lifecycles
from benchmarks.load import Measured
from benchmarks.lookups import bare, size_of, tracking
from benchmarks.pages import Page, boards, pages
from benchmarks.petitions import petition_pages
from benchmarks.tasks import task_pages

CLIENTS = 8
WORKERS = 2
DATABASES = ("postgresql", "sqlite")
HERE = Path(__file__).resolve().parents[1]
DOCUMENT = HERE / "docs" / "reference" / "performance.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"
console = Console()


def figures(measured: Measured) -> dict[str, float]:
    """A run as plain numbers: units a second, milliseconds."""
    return {
        "rate": round(measured.rate, 1), "done": measured.done, "seconds": round(measured.seconds, 1),
        "p50_ms": round(measured.percentile(0.5), 1), "p95_ms": round(measured.percentile(0.95), 1),
    }  # fmt: skip


def measure(database: str, options: argparse.Namespace) -> dict[str, Any]:
    """All that is measured on one database."""
    began = time.time()
    console.print(f"[bold]{database}[/]: dựng nơi đo · founding the installation", highlight=False)
    pages_too = database == "sqlite" and options.dossiers
    with installed(database, dossiers=options.demo if pages_too else 0, workers=WORKERS) as place:
        found: dict[str, Any] = {"version": machine.version(database, place.url)}
        _load(database, place, options, found)
        console.print("  chỉ tiêu theo sau thao tác · figures behind acts")
        found["following"] = figures(following(place, times=options.times, first=80_000_000))
        if database == "postgresql" and options.people:
            console.print(f"  {options.people} người cùng nộp trực tuyến · people filing online at once")
            with machine.busy() as load:
                filed = filings(place, people=options.people, seconds=options.minutes * 60)
            found["filing"] = {
                **figures(filed),
                "people": options.people,
                "foreign_cpu": load.foreign,
                "answers": len(filed.times),
            }
        if pages_too:
            found |= _pages(place, options)
        if options.petitions:
            console.print(f"  {options.petitions:,} đơn thư · petitions")
            with machine.busy() as load:
                shown = petition_pages(place, count=options.petitions, times=options.times)
            found |= {
                "petitions": options.petitions, "petition_pages": [asdict(page) for page in shown],
                "petition_pages_foreign_cpu": load.foreign,
            }  # fmt: skip
        if options.tasks:
            console.print(f"  {options.tasks:,} nhiệm vụ · tasks")
            with machine.busy() as load:
                directed = task_pages(place, count=options.tasks, times=options.times)
            found |= {
                "tasks": options.tasks, "task_pages": [asdict(page) for page in directed],
                "task_pages_foreign_cpu": load.foreign,
            }  # fmt: skip
        if options.facts:
            console.print(f"  {options.facts:,} sự kiện được đếm · facts")
            with machine.busy() as load:
                found["facts"] = {
                    **facts(place, count=options.facts, units=options.units, times=options.times),
                    "foreign_cpu": load.foreign,
                }
            console.print("  bảng và số liệu · boards and figures")
            with machine.busy() as load:
                drawn = boards(place, times=options.times)
            found |= {"boards": [asdict(page) for page in drawn], "boards_foreign_cpu": load.foreign}
    found["took"] = round(time.time() - began)
    return found


def only_facts(database: str, options: argparse.Namespace) -> dict[str, Any]:
    """Reading and building cells anew in an installation that does nothing else."""
    with installed(database, workers=1) as place, machine.busy() as load:
        console.print(f"{database}: {options.facts:,} sự kiện được đếm · facts", highlight=False)
        counted = facts(place, count=options.facts, units=options.units, times=options.times)
        found = {"version": machine.version(database, place.url), "facts": counted}
    counted["foreign_cpu"] = load.foreign
    return found


def _load(database: str, place: Installation, options: argparse.Namespace, found: dict[str, Any]) -> None:
    tracked: list[str] = []
    lifecycles(place, clients=CLIENTS, seconds=2, first=0, tracked=[])  # both workers warm
    console.print("  vòng đời hồ sơ qua HTTP · lifecycles over HTTP")
    with machine.busy() as load:
        done = lifecycles(place, clients=CLIENTS, seconds=options.seconds, first=50_000_000, tracked=tracked)
    verified = json.loads(place.command("verify", "--json"))
    assert verified["sound"], verified
    floor = Floor(database, place.url)
    floor.prepare()
    sample = floor.sample(tracked[-1].split("/")[-1].split("?")[0])
    console.print("  sàn của trình điều khiển · floor of the bare driver")
    bottom = floor.measure(sample, clients=CLIENTS, seconds=options.seconds / 2)
    console.print("  tra cứu · tracking look-ups")
    looked = tracking(place, tracked, clients=CLIENTS, seconds=options.seconds / 2)
    size = size_of(place, tracked[0])
    view = bare(clients=CLIENTS, seconds=options.seconds / 4, size=size)
    found |= {
        "lifecycles": {**figures(done), "foreign_cpu": load.foreign}, "lifecycle_floor": figures(bottom),
        "lifecycle_ratio": round(bottom.rate / done.rate, 1), "floor_statements": sample.statements,
        "floor_bytes": sample.size, "verified_events": verified["events"],
        "tracking": figures(looked), "bare_view": figures(view), "tracking_ratio": round(view.rate / looked.rate, 1),
        "tracking_bytes": size,
    }  # fmt: skip


def _pages(place: Installation, options: argparse.Namespace) -> dict[str, Any]:
    console.print(f"  nhân lên {options.dossiers:,} hồ sơ · cloning up to {options.dossiers:,} dossiers")
    made = many.multiply(Path(place.url.removeprefix("sqlite:///")), options.dossiers)
    console.print("  các trang · pages")
    with machine.busy() as load:
        shown = pages(place, times=options.times)
    return {"dossiers": made, "pages": [asdict(page) for page in shown], "pages_foreign_cpu": load.foreign}


# --- telling ---------------------------------------------------------------------------------------------------


def tables(results: dict[str, Any]) -> list[tuple[str, list[str], list[list[str]]]]:
    """The results as titled tables of text."""
    rates = []
    for found in (one for one in results["databases"].values() if "lifecycles" in one):
        for what, ours, floor, ratio in (
            (
                "Vòng đời (9 thao tác) · lifecycles of 9 acts",
                "lifecycles",
                "lifecycle_floor",
                "lifecycle_ratio",
            ),
            ("Tra cứu · tracking look-ups", "tracking", "bare_view", "tracking_ratio"),
        ):
            one, other = found[ours], found[floor]
            rates.append([
                found["version"], what, f"{one['rate']:,}/s", f"{one['p50_ms']} / {one['p95_ms']}",
                f"{other['rate']:,}/s", f"{found[ratio]}×",
            ])  # fmt: skip
    filed = [
        [f"{one['people']}", f"{one['seconds'] / 60:.0f}", f"{one['done']:,}", f"{one['answers']:,}",
         f"{one['p50_ms']} / {one['p95_ms']}", "≤ 300", "0"]
        for one in (found["filing"] for found in results["databases"].values() if "filing" in found)
    ]  # fmt: skip
    made = [(
        "Thông lượng và sàn · Throughput and floor",
        ["Cơ sở dữ liệu · database", "Việc · work", "Một Cửa", "p50 / p95 một yêu cầu · a request, ms", "Sàn · floor",
         "Tỷ lệ · ratio"],
        rates,
    )] if rates else []  # fmt: skip
    if filed:
        made.append((
            "Cùng nộp trực tuyến, PostgreSQL, 2 tiến trình web · filing online at once",
            ["Người · people", "Phút · minutes", "Hồ sơ · dossiers", "Yêu cầu · requests",
             "p50 / p95 một yêu cầu · a request, ms", "Mục tiêu p95 · aim", "Lỗi · errors"],
            filed,
        ))  # fmt: skip
    behind = [
        [found["version"], f"{one['done']:,}", f"{one['p50_ms'] / 1000:.2f} / {one['p95_ms'] / 1000:.2f} s", "≤ 2 s"]
        for found in results["databases"].values() if (one := found.get("following"))
    ]  # fmt: skip
    if behind:
        made.append((
            "Chỉ tiêu theo sau thao tác, máy chủ thư treo · figures behind acts, the mail server hangs",
            ["Cơ sở dữ liệu · database", "Lần · times", "p50 / p95", "Mục tiêu p95 · aim"],
            behind,
        ))  # fmt: skip
    found = results["databases"].get("sqlite", {})
    if "pages" in found:
        made.append((
            f"Trang, {found['dossiers']['closed'] + found['dossiers']['open']:,} hồ sơ · pages (SQLite)",
            ["Trang · page", "p50 ms", "p95 ms", "Mục tiêu · aim, ms", "Câu SQL · statements"],
            [[one.name, f"{one.p50:.0f}", f"{one.p95:.0f}", f"≤ {one.limit:.0f}", str(one.statements)]
             for one in (Page(**page) for page in found["pages"])],
        ))  # fmt: skip
    for found in results["databases"].values():
        if "petition_pages" in found:
            made.append((
                f"Đơn thư, {found['petitions']:,} đơn · petitions ({found['version']})",
                ["Trang · page", "p50 ms", "p95 ms", "Mục tiêu · aim, ms", "Câu SQL · statements"],
                [[one.name, f"{one.p50:.0f}", f"{one.p95:.0f}", f"≤ {one.limit:.0f}", str(one.statements)]
                 for one in (Page(**page) for page in found["petition_pages"])],
            ))  # fmt: skip
        if "task_pages" in found:
            made.append((
                f"Chỉ đạo, {found['tasks']:,} nhiệm vụ · tasks ({found['version']})",
                ["Trang · page", "p50 ms", "p95 ms", "Mục tiêu · aim, ms", "Câu SQL · statements"],
                [[one.name, f"{one.p50:.0f}", f"{one.p95:.0f}", f"≤ {one.limit:.0f}", str(one.statements)]
                 for one in (Page(**page) for page in found["task_pages"])],
            ))  # fmt: skip
        if counted := found.get("facts"):
            made.append((
                f"{counted['facts']:,} sự kiện, {counted['cells']:,} ô · facts and cells ({found['version']})",
                ["Số đo · measured", "", "Mục tiêu · aim"],
                [[one["name"], f"{one['value']} {one['unit']}", f"≤ {one['aim']:g} {one['unit']}"]
                 for one in counted["figures"]],
            ))  # fmt: skip
        if "boards" in found:
            made.append((
                f"Bảng và số liệu, {found['facts']['facts']:,} sự kiện · boards and figures ({found['version']})",
                ["Trang · page", "p50 ms", "p95 ms", "Mục tiêu · aim, ms", "Câu SQL · statements"],
                [[one.name, f"{one.p50:.0f}", f"{one.p95:.0f}", f"≤ {one.limit:.0f}", str(one.statements)]
                 for one in (Page(**page) for page in found["boards"])],
            ))  # fmt: skip
    if read := results.get("documents"):
        made += _read(read)
    if found := results.get("lake"):
        made += lake_tables(found)
    return made


def _read(read: dict[str, Any]) -> list[tuple[str, list[str], list[list[str]]]]:
    """How well and how fast documents are read."""
    kinds = {
        "table": "tự viết · ours",
        "published": "đã ban hành · published",
        "held out": "Chưa từng thấy · held out",
    }
    became = ", ".join(f"{count:,} {what}" for what, count in sorted(read["became"].items()))
    return [
        (
            "Đọc văn bản · reading documents",
            ["Văn bản · documents", "Trường · field", "Đúng · precision", "Đủ · recall", "Có · there",
             "Mục tiêu · aim"],
            [[f"{kinds[one['documents']]} ({read['documents'][one['documents']]})", one["field"],
              f"{one['precision']:.3f}", f"{one['recall']:.3f}", str(one["there"]),
              f"≥ {one['aim']}" if one["aim"] else ""]
             for one in read["fields"]],
        ),
        (
            "Tệp dài và tệp hỏng · long and broken files",
            ["Việc · work", "Đo được · measured", "Mục tiêu · aim"],
            [[f"PDF {read['pages']} trang, một trang · a page", f"{read['seconds_a_page']} s", "≤ 1 s"],
             [f"{read['broken']:,} tệp hỏng · broken files", became, "0 crash, 0 silence"],
             ["Lâu nhất một tệp · the slowest file", f"{read['slowest']} s", ""]],
        ),
    ]  # fmt: skip


def document(results: dict[str, Any]) -> None:
    """Write the measured tables between the marks of docs/reference/performance.md."""
    lines = [BEGIN, f"\n{results['at']} · {results['machine']} · `{results['command']}`\n"]
    for title, heads, rows in tables(results):
        lines += [f"\n### {title}\n\n", "| " + " | ".join(heads) + " |\n", "|" + " --- |" * len(heads) + "\n"]
        lines += ["| " + " | ".join(row) + " |\n" for row in rows]
    for found in (one for one in results["databases"].values() if "lifecycles" in one):
        run = found["lifecycles"]
        lines.append(
            f"\n{found['version']}: {run['done']:,} vòng đời trong {run['seconds']} s; sàn ghi "
            f"{found['floor_statements']} câu và {found['floor_bytes']:,} byte giá trị mỗi vòng đời trong 9 giao dịch; "
            f"`motcua verify` đúng với {found['verified_events']:,} sự kiện; CPU của việc khác trên máy: "
            f"{run['foreign_cpu']} %.\n"
        )
    old = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = old.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text(before + "".join(lines) + END + after, encoding="utf-8")


def main() -> None:
    """Measure, print, and write down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="short runs and 10,000 dossiers: to see that it works"
    )
    parser.add_argument(
        "--database", choices=DATABASES, action="append", help="only this one (default: both)"
    )
    parser.add_argument("--seconds", type=float, default=None, help="of the main load run (20)")
    parser.add_argument("--dossiers", type=int, default=None, help="for the pages (100000; 0: no pages)")
    parser.add_argument("--petitions", type=int, default=None, help="for their pages (100000; 0: none)")
    parser.add_argument(
        "--tasks", type=int, default=None, help="for the board and the lists (50000; 0: none)"
    )
    parser.add_argument("--facts", type=int, default=None, help="of ten years (10000000; 0: none)")
    parser.add_argument(
        "--units", type=int, default=168, help="communes whose facts they are (168; 3321: all)"
    )
    parser.add_argument("--times", type=int, default=None, help="how often each page is asked for (100)")
    parser.add_argument("--people", type=int, default=None, help="filing online at once (200; 0: none)")
    parser.add_argument(
        "--broken", type=int, default=None, help="broken files to read (10000; 0: no reading)"
    )
    parser.add_argument("--minutes", type=float, default=None, help="for how long they do (10)")
    parser.add_argument("--only-documents", action="store_true", help="measure only the reading of documents")
    parser.add_argument(
        "--lake-facts",
        type=int,
        default=None,
        help="most facts of a data lake, by powers of ten (10000000; 0: none)",
    )
    parser.add_argument(
        "--spark-facts", type=int, default=None, help="most of them on Spark (10000000; 0: no Spark)"
    )
    parser.add_argument("--only-facts", action="store_true", help="measure only facts and cells")
    parser.add_argument("--only-lake", action="store_true", help="measure only the data lake")
    parser.add_argument(
        "--json", type=Path, default=None, help="where the figures go (default: MOTCUA_HOME or build/)"
    )
    parser.add_argument(
        "--document", action="store_true", help="also write them into docs/reference/performance.md"
    )
    options = parser.parse_args()
    quick = options.quick
    options.seconds = options.seconds or (4 if quick else 20)
    options.dossiers = (10_000 if quick else 100_000) if options.dossiers is None else options.dossiers
    options.petitions = (10_000 if quick else 100_000) if options.petitions is None else options.petitions
    options.tasks = (10_000 if quick else 50_000) if options.tasks is None else options.tasks
    options.facts = (300_000 if quick else 10_000_000) if options.facts is None else options.facts
    options.times = options.times or (30 if quick else 100)
    options.people = (20 if quick else 200) if options.people is None else options.people
    options.minutes = options.minutes or (0.5 if quick else 10)
    options.broken = (500 if quick else 10_000) if options.broken is None else options.broken
    options.lake_facts = (
        (100_000 if quick else 10_000_000) if options.lake_facts is None else options.lake_facts
    )
    options.spark_facts = (0 if quick else 10_000_000) if options.spark_facts is None else options.spark_facts
    options.demo = 120 if quick else 400
    results: dict[str, Any] = {
        "at": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC"), "machine": machine.described(),
        "command": "python -m benchmarks" + (" --quick" if quick else ""), "databases": {},
    }  # fmt: skip
    if options.lake_facts and not options.only_documents and not options.only_facts:
        console.print("[bold]kho dữ liệu[/]: chỉ tiêu · data lake: indicators", highlight=False)
        sizes = {
            engine: [10**power for power in range(5, 10) if 10**power <= most]
            for engine, most in (("duckdb", options.lake_facts), ("spark", options.spark_facts))
            if most
        }
        with machine.busy() as load:
            results["lake"] = lake(sizes=sizes)
        results["lake"]["foreign_cpu"] = load.foreign
    if options.broken and not options.only_lake and not options.only_facts:
        console.print("[bold]văn bản[/]: đọc · reading documents", highlight=False)
        results["documents"] = asdict(documents(broken=options.broken))
    for database in () if options.only_documents or options.only_lake else options.database or DATABASES:
        results["databases"][database] = (only_facts if options.only_facts else measure)(database, options)
    for title, heads, rows in tables(results):
        table = Table(*heads, title=title, title_justify="left")
        for row in rows:
            table.add_row(*row)
        console.print(table)
    target = options.json or Path(os.environ.get("MOTCUA_HOME") or HERE / "build") / "benchmarks.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    console.print(f"{target}", highlight=False)
    if options.document:
        document(results)
    if wrong := results.get("documents", {}).get("wrong"):
        console.print(f"{len(wrong)} tệp đọc sai · files read wrongly:", *wrong[:50], sep="\n", markup=False)
        sys.exit(1)


if __name__ == "__main__":
    main()
