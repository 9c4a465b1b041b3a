"""Bulk loads of the catalogue: procedures, internal processes, papers not to be asked. All are repeatable."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Sequence

from motcua.areas.cases import evidence
from motcua.areas.procedures import events, policies, queries
from motcua.areas.procedures.actions.processes import digest, faults_for, store
from motcua.areas.procedures.actions.versions import give_case_type, new_edition, retire, version_of
from motcua.areas.procedures.choices import Status
from motcua.areas.procedures.models import Procedure, ProcedureVersion, ProcessUse, RemovedPaper
from motcua.areas.procedures.ports import (
    Doubt,
    Loading,
    ProcedureRecord,
    ProcessRecord,
    Reading,
    Rejected,
    RemovedRule,
    canonical,
)
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor


@act(may=policies.can_change, records=events.LOADED, law="NĐ 63/2010 Điều 24")
def load_records(*, reading: Reading, on: dt.date, by: Actor, at: dt.datetime) -> Loading:
    """Nạp danh mục: take over what a reader made of a source; procedures in force from the day ``on``.

    A reviewed content is never replaced by a raw one: that waits as a draft for ``approve``.
    New codes are added, changed contents become new versions, equal ones are left alone; a
    procedure that is not
    in the source stays as it is. Commune-level procedures with a usable limit become receivable.
    One event with
    the counts and a digest of what was written stands for the whole load.
    """
    latest = {
        version.procedure.code: version
        for version in ProcedureVersion.objects.filter(valid_to=None)
        .exclude(status=Status.DRAFT)
        .select_related("procedure")
        .only("number", "sha", "valid_from", "procedure__code")
    }
    owners = {owner.code: owner for owner in Procedure.objects.all()}
    numbers: dict[str, int] = {}
    drafts: set[tuple[str, str]] = set()
    for code, number, sha, status in ProcedureVersion.objects.values_list(
        "procedure__code", "number", "sha", "status"
    ):
        numbers[code] = max(number, numbers.get(code, 0))
        if status == Status.DRAFT:
            drafts.add((code, sha))
    reviewed = set(
        ProcedureVersion.objects.filter(valid_to=None, reviewed=True)
        .exclude(status=Status.DRAFT)
        .values_list("procedure__code", flat=True)
    )
    rejected = list(reading.rejected)
    added: list[ProcedureRecord] = []
    changed: list[ProcedureRecord] = []
    waiting: list[ProcedureRecord] = []
    unchanged: list[str] = []
    for row, one in enumerate(reading.records, 1):
        before = latest.get(one.code)
        if before is None:
            added.append(one)
        elif before.sha == one.sha() or (one.code, one.sha()) in drafts:
            unchanged.append(one.code)
        elif one.code in reviewed and not one.reviewed:
            waiting.append(one)
        elif before.valid_from > on:
            rejected.append(Rejected(row, f"{one.code}: đã có bản công bố muộn hơn ngày {on:%d/%m/%Y}"))
        else:
            changed.append(one)
    new = [Procedure(code=one.code) for one in added if one.code not in owners]
    Procedure.objects.bulk_create(new, batch_size=500)
    owners |= {owner.code: owner for owner in new}
    doubts: dict[str, list[Doubt]] = defaultdict(list)
    for item in reading.doubts:
        doubts[item.code].append(item)
    ProcedureVersion.objects.filter(pk__in=[latest[one.code].pk for one in changed]).update(
        valid_to=on, status=Status.EXPIRED
    )
    rules = queries.removed_rules()
    made = [
        version_of(
            owners[one.code], numbers.get(one.code, 0) + 1, one, rules.get(one.code, []), doubts[one.code], on
        )
        for one in (*added, *changed)
    ]
    held = [
        version_of(owners[one.code], numbers.get(one.code, 0) + 1, one, (), doubts[one.code], on)
        for one in waiting
    ]
    for version in held:
        version.status = Status.DRAFT
    ProcedureVersion.objects.bulk_create([*made, *held], batch_size=200)
    newest = evidence.newest_type()
    receivable = _receivable(made, on)
    new_edition()
    report = Loading(
        added=tuple(one.code for one in added),
        changed=tuple(one.code for one in changed),
        unchanged=tuple(unchanged),
        rejected=tuple(rejected),
        doubts=reading.doubts,
        waiting=tuple(one.code for one in waiting),
        receivable=receivable,
    )
    written = canonical([[version.procedure.code, version.number, version.sha] for version in made])
    record(
        events.LOADED,
        subject="procedures",
        unit=by.agency,
        by=by,
        at=at,
        facts={
            "added": len(added),
            "changed": len(changed),
            "unchanged": len(unchanged),
            "rejected": len(rejected),
            "waiting": len(waiting),
            "receivable": len(receivable),
            "digest": hashlib.sha256(written.encode()).hexdigest(),
            **evidence.published(newest),
        },
    )
    return report


@act(may=policies.can_change, records=events.PROCESSES_LOADED, law="NĐ 118/2025; NĐ 61/2018 Điều 36")
def load_processes(
    *,
    processes: Sequence[ProcessRecord],
    on: dt.date,
    by: Actor,
    at: dt.datetime,
    doubts: Sequence[Doubt] = (),
    rejected: Sequence[Rejected] = (),
) -> Loading:
    """Nạp quy trình nội bộ: adopt every process that fits its procedures; the others are rejected with
    the reason.
    """
    published = {version.procedure.code: version for version in queries.in_force(on)}
    known = {
        (code, agency): (sha, pk)
        for code, agency, sha, pk in ProcessUse.objects.filter(valid_to=None).values_list(
            "procedure__code", "agency", "process__sha", "process_id"
        )
    }
    refused = list(rejected)
    added: list[str] = []
    changed: list[str] = []
    unchanged: list[str] = []
    newest = evidence.newest_type()
    for row, process in enumerate(processes, 1):
        label = ", ".join(process.codes) or f"quy trình {row}"
        if not process.codes:
            refused.append(Rejected(row, f"{label}: không rõ thủ tục"))
            continue
        sha = digest(process)
        served: list[ProcedureRecord] = []
        reasons: list[str] = []
        for code in process.codes:
            if known.get((code, process.agency), ("", 0))[0] == sha:
                unchanged.append(code)
            elif code not in published:
                reasons.append(f"{code}: thủ tục chưa công bố")
            elif published[code].limit is None:
                reasons.append(f"{code}: thủ tục chưa có thời hạn")
            else:
                one = published[code].read()
                faults = faults_for(process, one)
                reasons += [f"{code}: {fault}" for fault in faults]
                if not faults:
                    served.append(one)
        refused += [Rejected(row, reason) for reason in reasons]
        if served:
            store(process, served, on)
            for one in served:
                (changed if (one.code, process.agency) in known else added).append(one.code)
                known[one.code, process.agency] = (sha, 0)
    new_edition()
    facts = {
        "added": len(added),
        "changed": len(changed),
        "unchanged": len(unchanged),
        "rejected": len(refused),
        **evidence.published(newest),
    }
    record(events.PROCESSES_LOADED, subject="processes", unit=by.agency, by=by, at=at, facts=facts)
    return Loading(
        added=tuple(added),
        changed=tuple(changed),
        unchanged=tuple(unchanged),
        rejected=tuple(refused),
        doubts=tuple(doubts),
        receivable=(*added, *changed),
    )


@act(may=policies.can_change, records=events.REMOVED_PAPERS_LOADED, law="NQ 66.7/2025/NQ-CP")
def load_removed_papers(*, rules: Sequence[RemovedRule], by: Actor, at: dt.datetime) -> int:
    """Nạp danh mục giấy tờ không được yêu cầu: the whole list replaces the one before; returns how
    many rules.

    Versions published from then on follow it; load it before the procedures.
    """
    RemovedPaper.objects.all().delete()
    RemovedPaper.objects.bulk_create(
        [
            RemovedPaper(code=rule.code, component=rule.component, database=rule.database, law=rule.law)
            for rule in rules
        ],
        batch_size=500,
    )
    facts = {"rules": len(rules)}
    record(events.REMOVED_PAPERS_LOADED, subject="removed-papers", unit=by.agency, by=by, at=at, facts=facts)
    return len(rules)


def _receivable(made: Sequence[ProcedureVersion], on: dt.date) -> tuple[str, ...]:
    """Give case types to the new versions that may have one; the codes that can be received now."""
    found: list[str] = []
    typed: list[ProcedureVersion] = []
    for version in made:
        version.case_type = give_case_type(version, on)
        if version.case_type is not None:
            found.append(version.procedure.code)
            typed.append(version)
        elif version.number > 1:
            retire(version.procedure.code, on)
    ProcedureVersion.objects.bulk_update(typed, ["case_type"], batch_size=200)
    return tuple(found)
