"""``motcua read FILE``: an administrative document as JSON, every value with its place and how sure it is."""

import signal
import threading
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from motcua.conf.console import SpokenCommand
from motcua.gateways.extraction.guarded import Guarded
from motcua.rules import reading
from motcua.rules.correspondence import mark_of

SECONDS, FIRST = 12, 20_000
"""For reading a text that is taken out already; how much of it is read where that is not enough."""


class _TooLong(Exception):
    pass


def _within(text: str) -> tuple[reading.Document, list[str]]:
    """A document read within SECONDS, else its beginning only, and a word of it."""

    def up(_signal: int, _frame: FrameType | None) -> None:
        raise _TooLong

    if threading.current_thread() is not threading.main_thread():
        return reading.read(text), []
    before = signal.signal(signal.SIGALRM, up)
    signal.alarm(SECONDS)
    try:
        return reading.read(text), []
    except _TooLong:
        signal.alarm(0)
        return reading.read(text[:FIRST]), [_("Đọc quá lâu; chỉ đọc phần đầu của văn bản.")]
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class Command(SpokenCommand):
    help = "Đọc một văn bản hành chính (txt, docx, pdf, htm) thành JSON · Read an administrative document into JSON"

    needs_installation = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="tệp .txt, .docx, .pdf (có lớp chữ) hoặc .htm · the file")
        parser.add_argument(
            "--json", action="store_true", help="in JSON (luôn như vậy) · print JSON (it always does)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = bool(options["json"])
        path = Path(options["file"])
        try:
            with self.progress(_("Đọc {name}").format(name=path.name)) as step:
                step(0, 2)
                found = Guarded().extract_from(path)
                step(1, 2)
                document, warnings = _within(found.text)
                step(2, 2)
        except FileNotFoundError as error:
            raise CommandError(_("Không có tệp {name}.").format(name=path)) from error
        except IsADirectoryError as error:
            raise CommandError(_("{name} là thư mục, không phải tệp.").format(name=path)) from error
        except OSError as error:
            raise CommandError(
                _("Không mở được {name}. Kiểm tra bạn được quyền đọc tệp.").format(name=path)
            ) from error
        read = document.as_json()
        if mark := mark_of(found.text):
            warnings.insert(0, _("Văn bản có độ mật ({mark}): không đưa vào hệ thống này.").format(mark=mark))
        read["warnings"] = [*found.warnings, *warnings, *read["warnings"]]
        read["file"] = {"name": path.name, "kind": found.kind, "pages": list(found.pages)}
        read["text"] = found.text
        self.give(read)
