"""``motcua verify [RECEIPT.json] [--head HEAD.json]``: check the whole journal, or one receipt offline."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from motcua.areas.assessments import evidence as assessments
from motcua.areas.campaigns import evidence as campaigns
from motcua.areas.cases.evidence import disagreements
from motcua.areas.certification import evidence as certification
from motcua.areas.complaints import evidence as complaints
from motcua.areas.correspondence import evidence as correspondence
from motcua.areas.counters import evidence as hall
from motcua.areas.denunciations import evidence as denunciations
from motcua.areas.dialogues import evidence as dialogues
from motcua.areas.directives import evidence as directives
from motcua.areas.dossiers import evidence as dossiers
from motcua.areas.escalations import evidence as escalations
from motcua.areas.feedback import evidence as feedback
from motcua.areas.fees import evidence as fees
from motcua.areas.hotspots import evidence as hotspots
from motcua.areas.indicators import evidence as reports
from motcua.areas.initiatives import evidence as initiatives
from motcua.areas.inspections import evidence as inspections
from motcua.areas.petitions import evidence as petitions
from motcua.areas.procedures import evidence as catalogue
from motcua.areas.programmes import evidence as programmes
from motcua.areas.receptions import evidence as receptions
from motcua.areas.regulations import evidence as regulations
from motcua.areas.reports import evidence as periodic_reports
from motcua.areas.results import evidence as warehouse
from motcua.areas.surveys import evidence as surveys
from motcua.areas.synchronisation import evidence as dispatches
from motcua.areas.workfiles import evidence as workfiles
from motcua.base.calendars import evidence as calendars
from motcua.base.documents import evidence as numbers
from motcua.base.documents.queries import file_in
from motcua.base.journal import queries, verification, witness
from motcua.base.journal.clock import now
from motcua.base.journal.models import Event
from motcua.base.json_text import read_json
from motcua.base.law import evidence as law
from motcua.base.people import verification as people
from motcua.base.people.fields import Unreadable
from motcua.base.spoken import spoken
from motcua.conf import shipped
from motcua.conf.console import SpokenCommand, require_installation
from motcua.rules.impossible import Invalid
from motcua.rules.said import Said

SHOWN = 50
COVERED = (
    dossiers.CASES, certification.CASES, complaints.CASES, petitions.CASES, receptions.CASES, dialogues.CASES,
    denunciations.CASES, feedback.CASES, directives.CASES, inspections.CASES,
)  # fmt: skip
"""Every kind of case there is; its rows are held against the journal."""
CHECKS: tuple[Callable[[], Iterable[str]], ...] = (
    lambda: disagreements(COVERED), hall.disagreements, certification.disagreements,
    petitions.disagreements, receptions.disagreements, dialogues.disagreements, dispatches.disagreements,
    catalogue.disagreements,
    fees.disagreements, warehouse.disagreements, people.disagreements, law.disagreements, calendars.disagreements,
    lambda: numbers.disagreements(
        borne
        for area in (
            dossiers, certification, fees, receptions, petitions, complaints, directives, correspondence,
            periodic_reports, feedback,
        )
        for borne in area.numbers_borne()
    ),
    hotspots.disagreements,
    escalations.disagreements,
    campaigns.disagreements,
    correspondence.disagreements,
    programmes.disagreements,
    regulations.disagreements,
    initiatives.disagreements,
    workfiles.disagreements,
    inspections.disagreements,
    reports.disagreements, periodic_reports.disagreements,
    directives.disagreements,
    surveys.disagreements,
    assessments.disagreements,
)  # fmt: skip


def _found(check: Callable[[], Iterable[str]]) -> list[str]:
    """What a check finds; a row that does not open ends its own check only."""
    try:
        return list(check())
    except Unreadable as error:
        return [Said("Có nội dung mã hóa không mở được: {what} (bị sửa).", what=str(error))]


class Command(SpokenCommand):
    help = "Kiểm tra toàn bộ sổ cái, hoặc một biên nhận · Check the whole journal, or one receipt offline"

    needs_installation = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "receipt",
            nargs="?",
            help="tệp biên nhận, JSON hoặc PDF, “-” là đầu vào chuẩn · a receipt, JSON or PDF, “-” = stdin",
        )
        parser.add_argument(
            "--key", default="", help="khóa công khai tin cậy (base64) · the public key to trust"
        )
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="FILE",
            help="đầu sổ cái đã giữ (JSON của /api/v1/journal/head, hoặc bản sao heads.log), đối chiếu với sổ cái · "
            "a head that was kept, or a copy of heads.log, to hold against the journal; may be repeated",
        )
        parser.add_argument("--json", action="store_true", help="in JSON · print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = options["json"]
        if options["key"] and not options["receipt"]:
            raise CommandError(
                _("--key dùng để kiểm tra một biên nhận: motcua verify BIÊN_NHẬN.json --key KHÓA."),
                returncode=2,
            )
        if options["head"] and options["receipt"]:
            raise CommandError(
                _("--head dùng để kiểm tra toàn bộ sổ cái, không kèm tệp biên nhận."), returncode=2
            )
        sound = self._receipt(options) if options["receipt"] else self._journal(options["head"])
        if not sound:
            sys.exit(1)

    # --- one receipt ---------------------------------------------------------------------------------------------

    def _text(self, name: str) -> str:
        try:
            if name == "-":
                return sys.stdin.read()
            content = Path(name).read_bytes()
            if content.startswith(b"%PDF"):
                content = self._inside(name, content)
            return content.decode("utf-8-sig")
        except FileNotFoundError as error:
            raise CommandError(_("Không có tệp {name}.").format(name=name)) from error
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                _("Không đọc được {name}. Kiểm tra đó là tệp JSON và bạn được quyền đọc.").format(name=name)
            ) from error

    def _inside(self, name: str, pdf: bytes) -> bytes:
        """The proof that a receipt's PDF carries."""
        found = file_in(pdf, ".json")
        if found is None:
            raise CommandError(
                _("{name} là PDF không kèm bằng chứng. Dùng tệp biên nhận .json.").format(name=name)
            )
        return found

    def _read(self, name: str) -> Any:
        try:
            found = read_json(self._text(name))
        except ValueError as error:
            raise CommandError(_("{name} không phải tệp biên nhận (JSON).").format(name=name)) from error
        return (
            found["receipt"] if isinstance(found, dict) and isinstance(found.get("receipt"), dict) else found
        )

    def _receipt(self, options: dict[str, Any]) -> bool:
        given = self._read(options["receipt"])
        faults = queries.check_receipt(given, trusted_key=options["key"] or None)
        compared = False
        if not faults and queries.key_given(given) == queries.public_key():
            try:
                if not shipped.unapplied() and Event.objects.exists():
                    faults += queries.compare_with_journal(given)
                    compared = True
            except DatabaseError:
                compared = False
        faults = [spoken(fault) for fault in faults]
        if self.as_json:
            self.give(
                {
                    "sound": not faults,
                    "faults": faults,
                    "compared_with_journal": compared,
                    "seq": given.get("seq") if isinstance(given, dict) else None,
                }
            )
            return not faults
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            self.say(_("Biên nhận KHÔNG đáng tin."))
            return False
        if queries.is_proof(given):
            self.say(
                _(
                    "Bằng chứng đúng: sự kiện số {seq} nằm trong sổ cái đã niêm phong ({size} sự kiện)."
                ).format(seq=given["seq"], size=given["head"]["tree_size"])
            )
            self._compared(compared, options["key"], given["head"]["key_id"], "", given)
            return True
        event = given["event"]
        self.say(
            _("Biên nhận đúng: {kind}, {subject}, ghi lúc {at}.").format(
                kind=event["kind"], subject=event["subject"], at=event["recorded_at"]
            )
        )
        if given.get("proof"):
            self.say(
                _("Sự kiện nằm trong sổ cái đã niêm phong ({size} sự kiện).").format(
                    size=given["proof"]["tree_size"]
                )
            )
        else:
            self.say(_("Biên nhận cấp trước khi niêm phong; chữ ký của hệ thống bảo đảm nội dung."))
        self._compared(compared, options["key"], given["promise"]["key_id"], given["installation"], given)
        return True

    def _compared(self, compared: bool, trusted: str, key: str, place: str, given: dict[str, Any]) -> None:
        """Whether the journal here agrees, or whose key is to be looked at."""
        if compared:
            self.say(_("Sổ cái ở đây vẫn ghi đúng như biên nhận."))
        elif not trusted and queries.key_given(given) != queries.public_key():
            said = _(
                "Ký bằng khóa {key} của {place}; đối chiếu khóa này với khóa công bố tại {place}/so-cai."
            )
            if not place:
                said = _(
                    "Ký bằng khóa {key}; đối chiếu với khóa công bố ở trang /so-cai của nơi cấp, bằng --key."
                )
            self.say(said.format(key=key, place=place))

    # --- the whole journal ---------------------------------------------------------------------------------------

    def _kept(self, name: str) -> list[verification.Kept]:
        """The heads in a file: one as the API gives it (or what holds it as ``head``), or a line each."""
        text = self._text(name)
        try:
            try:
                given = [read_json(text)]
            except ValueError:
                given = [read_json(line) for line in text.splitlines() if line.strip()]
            if not given:
                raise ValueError(name)
            return [
                verification.kept_head(one.get("head", one) if isinstance(one, dict) else one)
                for one in given
            ]
        except (ValueError, Invalid) as error:
            raise CommandError(_("{name} không phải đầu sổ cái (JSON).").format(name=name)) from error

    def _journal(self, heads: list[str]) -> bool:
        require_installation()
        kept = [one for name in heads for one in self._kept(name)]
        logged = witness.length()  # before the snapshot: the log never knows more than the database
        with self.progress(_("Kiểm tra sổ cái")) as step, queries.snapshot():
            total = Event.objects.count()
            result = verification.verify(
                lambda so_far: step(so_far.events, total, ""), kept=kept, logged=logged or 0, now=now()
            )
            rows = [fault for check in CHECKS for fault in _found(check)]
            faults = [spoken(fault) for fault in (*result.faults, *rows)]
            warnings = [spoken(warning) for warning in result.warnings]
            step(total, total, "")
        if self.as_json:
            self.give(
                {
                    "sound": not faults,
                    "faults": faults,
                    "warnings": warnings,
                    "events": result.events,
                    "subjects": result.subjects,
                    "sealed": result.sealed,
                    "heads": result.heads,
                    "logged": result.logged,
                    "kept": len(kept),
                    "simulated": result.simulated,
                    "history": result.history,
                }
            )
            return not faults
        for fault in faults[:SHOWN]:
            self.stderr.write(fault)
        for warning in warnings:
            self.stderr.write(_("Lưu ý: {what}").format(what=warning))
        if len(faults) > SHOWN:
            self.stderr.write(_("… và {more} điểm khác.").format(more=len(faults) - SHOWN))
        self.say(
            _("{events} sự kiện của {subjects} việc; {sealed} đã niêm phong trong {heads} lần.").format(
                events=result.events, subjects=result.subjects, sealed=result.sealed, heads=result.heads
            )
        )
        if kept:
            self.say(_("Đã đối chiếu {count} đầu sổ cái giữ ở ngoài.").format(count=len(kept)))
        if result.simulated:
            self.say(_("{count} sự kiện là mô phỏng (bản trình diễn).").format(count=result.simulated))
        if result.history:
            self.say(_("{count} sự kiện tiếp quản từ hệ thống khác.").format(count=result.history))
        self.say(
            _("Sổ cái KHÔNG toàn vẹn: {count} điểm.").format(count=len(faults))
            if faults
            else _("Sổ cái toàn vẹn.")
        )
        return not faults
