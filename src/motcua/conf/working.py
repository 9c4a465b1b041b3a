"""The loop behind ``motcua work``: what is done how often, what failed, and when it is tried again.

Several workers may run: reactions, facts and sealing hold their cursor's row while they work, the rest is safe to
repeat. What follows people's acts within seconds has a thread of its own, so that no mail server that hangs and no
hourly job makes a figure late.
"""

import datetime as dt
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection, connections
from django.utils.translation import gettext as _

from motcua.areas.campaigns import jobs as campaign_jobs
from motcua.areas.certification import jobs as certification_jobs
from motcua.areas.complaints import jobs as complaint_jobs
from motcua.areas.counters import jobs as counter_jobs
from motcua.areas.denunciations import jobs as denunciation_jobs
from motcua.areas.dialogues import jobs as dialogue_jobs
from motcua.areas.directives import jobs as directive_jobs
from motcua.areas.dossiers import jobs as dossier_jobs
from motcua.areas.dossiers.queries import telling
from motcua.areas.feedback import jobs as feedback_jobs
from motcua.areas.fees import jobs as fee_jobs
from motcua.areas.filings import jobs as filing_jobs
from motcua.areas.inspections import jobs as inspection_jobs
from motcua.areas.petitions import jobs as petition_jobs
from motcua.areas.procedures import jobs as procedure_jobs
from motcua.areas.programmes import jobs as programme_jobs
from motcua.areas.receptions import jobs as reception_jobs
from motcua.areas.reports import jobs as report_jobs
from motcua.areas.surveys import jobs as survey_jobs
from motcua.areas.synchronisation import jobs as synchronisation
from motcua.base.files import jobs as file_jobs
from motcua.base.journal import actions as journal
from motcua.base.journal.clock import now
from motcua.base.messages import jobs as message_jobs
from motcua.base.people.actions import forget_guesses
from motcua.gateways.mail import DjangoMailer
from motcua.gateways.national_portal import HttpPortal
from motcua.gateways.sms import HttpTexter
from motcua.reactions.counting.table import catch_up as count_facts
from motcua.reactions.table import catch_up

logger = logging.getLogger("motcua.work")
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
SOON = 10.0
"""Seconds: what is done more often follows people's acts and waits for nothing else."""
PATIENCE = 30.0
"""Seconds that the end of a worker waits for a job that is under way; what it leaves is safe to repeat."""
KEPT_ANSWERS = dt.timedelta(days=7)
KEPT_GUESSES = dt.timedelta(days=7)
Report = Callable[[str], None]
HEIRS: Mapping[str, Any] = {
    "dossiers": dossier_jobs, "fees": fee_jobs, "certification": certification_jobs, "petitions": petition_jobs,
    "complaints": complaint_jobs, "denunciations": denunciation_jobs, "feedback": feedback_jobs,
    "receptions": reception_jobs, "dialogues": dialogue_jobs, "inspections": inspection_jobs,
    "directives": directive_jobs, "programmes": programme_jobs, "reports": report_jobs,
}  # fmt: skip
"""Areas whose open work goes on with the heirs of units that ended (R11.9); what belongs to other work after it."""


@dataclass
class Job:
    """One thing that is done again and again. ``run`` returns how much it did."""

    name: str
    every: float
    run: Callable[[], int]
    due: float = 0.0
    failures: int = 0
    fault: str = ""
    done: int = 0

    def attempt(self, moment: float, report: Report) -> bool:
        """Run once; a failure is reported and tried again after a pause that doubles."""
        try:
            did = self.run()
        except Exception as error:
            self.failures += 1
            self.fault = f"{type(error).__name__}: {error}"[:300]
            pause = min(FIRST_PAUSE * 2 ** (self.failures - 1), LONGEST_PAUSE)
            self.due = moment + pause
            logger.exception("job %s", self.name)
            report(
                _("{name}: {fault}; thử lại sau {seconds} giây").format(
                    name=self.name, fault=self.fault, seconds=round(pause)
                )
            )
            return False
        self.failures, self.fault = 0, ""
        self.done += did
        self.due = moment + (0.0 if did and self.every < SOON else self.every)
        return True


def _react() -> int:
    return catch_up(lambda event: now())


def _seal() -> int:
    head = journal.seal(at=now())
    return 0 if head is None else 1


def _send() -> int:
    return message_jobs.send_due(DjangoMailer(), HttpTexter() if settings.SMS_URL else None)


def _synchronise() -> int:
    return synchronisation.deliver_due(HttpPortal()) if settings.PORTAL_URL else 0


def _compare() -> int:
    return synchronisation.compare(HttpPortal(), telling.national_states) if settings.PORTAL_URL else 0


def _ask_daily() -> int:
    return synchronisation.ask_daily([str(settings.UNIT)]) if settings.PORTAL_URL else 0


def _count_boxes() -> int:
    return survey_jobs.count_boxes(now())


def _remind_surveyed() -> int:
    return survey_jobs.remind(now())


def _forget() -> int:
    return journal.forget_repeated(now() - KEPT_ANSWERS)


def _forget_guesses() -> int:
    return forget_guesses(before=now() - KEPT_GUESSES)


def jobs() -> list[Job]:
    """Everything that is done, and every how many seconds."""
    return [
        Job("reactions", 1.0, _react),
        Job("facts", 1.0, count_facts),
        Job("sealing", 3.0, _seal),
        Job("messages", 10.0, _send),
        Job("dossiers.expire_unanswered", 3600.0, dossier_jobs.expire_unanswered),
        Job("petitions.keep_from_holders", 60.0, petition_jobs.keep_from_holders),
        *(
            Job(f"{name}.go_on_with_heirs", 3600.0, jobs_of.go_on_with_heirs)
            for name, jobs_of in HEIRS.items()
        ),
        Job("counters.end_days", 3600.0, counter_jobs.end_days),
        Job("reports.open_due", 3600.0, report_jobs.open_due),
        Job("reports.remind", 3600.0, report_jobs.remind),
        Job("receptions.forget_sign_ups", 86_400.0, reception_jobs.forget_sign_ups),
        Job("dossiers.remind", 3600.0, dossier_jobs.remind),
        Job("synchronisation.deliver", 10.0, _synchronise),
        Job("synchronisation.compare", 15.0, _compare),
        Job("synchronisation.ask_daily", 3600.0, _ask_daily),
        Job("procedures.look", 3600.0, procedure_jobs.look),
        Job("filings.discard_left_alone", 6 * 3600.0, filing_jobs.discard_left_alone),
        Job("complaints.take_effect", 3600.0, complaint_jobs.take_effect),
        Job("directives.recur", 3600.0, directive_jobs.recur),
        Job("directives.remind", 3600.0, directive_jobs.remind),
        Job("directives.count_due", 3600.0, directive_jobs.count_due),
        Job("directives.drop_readings", 24 * 3600.0, directive_jobs.drop_readings),
        Job("campaigns.destroy_contacts", 3600.0, campaign_jobs.destroy_contacts),
        Job("surveys.count_boxes", 3600.0, _count_boxes),
        Job("surveys.remind", 3600.0, _remind_surveyed),
        Job("petitions.list_disposals", 24 * 3600.0, petition_jobs.list_disposals),
        Job("petitions.confide_denunciations", 3600.0, petition_jobs.confide_denunciations),
        Job("petitions.discard_never_sent", 6 * 3600.0, petition_jobs.discard_never_sent),
        Job("certification.list_disposals", 24 * 3600.0, certification_jobs.list_disposals),
        Job("files.sweep", 6 * 3600.0, file_jobs.sweep),
        Job("journal.forget_repeated", 6 * 3600.0, _forget),
        Job("people.forget_guesses", 6 * 3600.0, _forget_guesses),
        Job("sqlite.fold", 600.0, _fold),
    ]


def _fold() -> int:
    """SQLite's log of writes goes into the database and is emptied: what was forgotten does not stay readable in it.

    Whoever reads just then keeps it from being emptied until the next time; nobody waits for it longer than a moment.
    """
    if connection.vendor == "sqlite":
        patience = connection.settings_dict["OPTIONS"].get("timeout", 5)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=50")
            try:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                cursor.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")
    return 0


def once(report: Report) -> list[str]:
    """Do what waits until nothing does; names of the jobs that failed."""
    failed = []
    for job in jobs():
        while True:
            before = job.done
            if not job.attempt(time.monotonic(), report):
                failed.append(job.name)
                break
            if job.done == before or job.every >= SOON:
                break
    Status(jobs=[]).forget()
    return failed


@dataclass
class Status:
    """What the worker tells the operator (``motcua doctor`` reads it): a small file in the data folder."""

    jobs: list[Job]
    place: Path = field(default_factory=lambda: settings.MOTCUA_HOME / "work.json")
    told: float = 0.0

    def tell(self, moment: float) -> None:
        """Write the state, at most every few seconds."""
        if moment - self.told < 5:
            return
        self.told = moment
        state = {
            "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "pid": os.getpid(),
            "failing": {
                job.name: {"failures": job.failures, "fault": job.fault} for job in self.jobs if job.failures
            },
        }
        draft = self.place.with_name(f".work.{os.getpid()}.json")
        draft.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        os.replace(draft, self.place)

    def forget(self) -> None:
        """The worker ended as it should."""
        if self.jobs:
            self.place.unlink(missing_ok=True)


def status() -> dict[str, object] | None:
    """What the last worker told, None when none runs."""
    place = settings.MOTCUA_HOME / "work.json"
    try:
        found: dict[str, object] = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def forever(stop: threading.Event, report: Report) -> None:
    """Work until told to stop: what follows acts here, everything else beside it; where one ends, so does the other."""
    known = jobs()
    told = Status(known)

    def the_rest() -> None:
        try:
            _round([job for job in known if job.every >= SOON], stop, report)
        finally:
            stop.set()

    beside = threading.Thread(target=the_rest, daemon=True)
    beside.start()
    _round([job for job in known if job.every < SOON], stop, report, told)
    beside.join(PATIENCE)
    told.forget()


def _round(known: list[Job], stop: threading.Event, report: Report, told: Status | None = None) -> None:
    """Do each job when it is due, one after the other, until told to stop."""
    while not stop.is_set():
        for job in known:
            if stop.is_set():
                break
            moment = time.monotonic()
            if job.due <= moment:
                job.attempt(moment, report)
        if told is not None:
            told.tell(time.monotonic())
        close_old_connections()
        pause = min(job.due for job in known) - time.monotonic()
        stop.wait(max(0.05, min(pause, 5.0)))
    connections.close_all()
