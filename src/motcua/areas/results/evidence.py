"""The warehouse held against the journal: every row is what its events say, every file what its row says."""

from collections import defaultdict
from typing import Any

from motcua.areas.cases.evidence import digest
from motcua.areas.results.models import Result, Reuse
from motcua.base.files.queries import Damaged, open_file
from motcua.base.journal.models import Event
from motcua.base.people.fields import Unreadable
from motcua.rules.impossible import NotFound
from motcua.rules.said import Said

CHUNK = 400
LEFT_OUT = frozenset({"id", "file_id"})
COLUMNS = tuple(f.attname for f in Result._meta.concrete_fields if f.attname not in LEFT_OUT)
REUSE = ("dossier", "component", "agency", "at")
FIRST = ("result.deposited", "result.digitised")


def of_result(result: Result) -> dict[str, str]:
    """Digest of a result with the content of its file."""
    values = {column: getattr(result, column) for column in COLUMNS}
    values["sha256"] = result.file.sha256 if result.file else ""
    return {"result": digest(result.subject, "result", values)}


def of_reuse(result: Result, reuse: Reuse) -> dict[str, str]:
    """Digest of one reuse."""
    name = f"reuse.{reuse.dossier}.{reuse.component}"
    return {name: digest(result.subject, name, {column: getattr(reuse, column) for column in REUSE})}


def disagreements() -> list[str]:
    """Results that were altered, removed or added by hand, and files that do not open. A few hundred at a time."""
    found: list[str] = []
    after = 0
    while keys := list(
        Result.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        try:
            found += _chunk(keys)
        except Unreadable:
            for key in keys:
                try:
                    found += _chunk([key])
                except Unreadable:
                    code = Result.objects.values_list("code", flat=True).get(pk=key)
                    found.append(
                        Said("Kết quả {code}: có nội dung mã hóa không mở được (bị sửa).", code=code)
                    )
        after = keys[-1]
    kept = set(Result.objects.values_list("code", flat=True).iterator())
    told = Event.objects.filter(kind__in=FIRST).values_list("subject", flat=True)
    gone = sorted({subject.partition(":")[2] for subject in told.iterator()} - kept)
    return found + [
        Said("Kết quả {code}: có trong sổ cái nhưng không còn trong kho (bị xóa).", code=code)
        for code in gone
    ]


def _chunk(keys: list[int]) -> list[str]:
    results = list(Result.objects.filter(pk__in=keys).select_related("file").order_by("pk"))
    said: dict[str, dict[str, str]] = defaultdict(dict)
    events = Event.objects.filter(subject__in=[one.subject for one in results]).order_by("subject", "n")
    for subject, facts in events.values_list("subject", "facts"):
        said[subject] |= facts.get("rows", {})
    reuses: dict[int, list[Reuse]] = defaultdict(list)
    for reuse in Reuse.objects.filter(result_id__in=keys):
        reuses[reuse.result_id].append(reuse)
    faults: list[str] = []
    for result in results:
        now = of_result(result)
        for reuse in reuses[result.pk]:
            now |= of_reuse(result, reuse)
        faults += _one(result, said[result.subject], now)
    return faults


def _one(result: Result, said: dict[str, str], now: dict[str, str]) -> list[str]:
    if not said:
        return [Said("Kết quả {code}: có trong kho nhưng không có trong sổ cái (bị chèn).", code=result.code)]
    odd = sorted(name for name in said.keys() | now.keys() if said.get(name) != now.get(name))
    faults: list[str] = []
    if odd:
        faults.append(
            Said(
                "Kết quả {code}: {fields} khác với sổ cái (bị sửa).", code=result.code, fields=", ".join(odd)
            )
        )
    if result.file is not None and not _opens(result.file):
        faults.append(Said("Kết quả {code}: tệp đã lưu bị hỏng hoặc bị thay đổi.", code=result.code))
    return faults


def _opens(file: Any) -> bool:
    try:
        open_file(file.id, subject=file.subject)
    except (Damaged, NotFound):
        return False
    return True
