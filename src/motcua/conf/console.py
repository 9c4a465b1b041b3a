"""How commands speak: in the language of the terminal, with progress where it takes long, and exit codes 0, 1, 2."""

import argparse
import datetime as dt
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, Protocol

from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter
from django.db import OperationalError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from motcua.base import spoken
from motcua.conf import keys, shipped
from motcua.rules.impossible import Impossible


class Step(Protocol):
    """Reports how far long work has come."""

    def __call__(self, done: int, total: int, text: str = "") -> None: ...


def language() -> str:
    """English where the terminal says so (``LANG=en_…``), else Vietnamese."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "en" if value.lower().startswith("en") else "vi"
    return "vi"


def require_installation() -> None:
    """Refuse to go on before ``motcua init``, and after an upgrade until it ran again."""
    if shipped.unapplied():
        raise CommandError(_("Cơ sở dữ liệu chưa sẵn sàng. Chạy “motcua init” trước."))


WRONG_USAGE: tuple[tuple[str, str], ...] = (
    (
        r"argument (?P<name>.+?): invalid choice: (?P<value>.+?) \(choose from (?P<known>.+)\)",
        _noop("{name}: không có {value}; chọn một trong: {known}"),
    ),
    (
        r"argument (?P<name>.+?): invalid int value: (?P<value>.+)",
        _noop("{name}: {value} không phải số nguyên"),
    ),
    (r"argument (?P<name>.+?): expected (?:one|at least one) argument", _noop("{name}: còn thiếu giá trị")),
    (r"argument (?P<name>.+?): (?P<value>.+)", "{name}: {value}"),
    (r"the following arguments are required: (?P<name>.+)", _noop("còn thiếu: {name}")),
    (r"unrecognized arguments: (?P<name>.+)", _noop("không hiểu: {name}")),
)
"""What argparse says of wrong usage, and how it is said here."""


def wrong_usage(message: str) -> str:
    """A message of argparse in the language of the terminal; as it is where it is not known."""
    for pattern, said in WRONG_USAGE:
        if found := re.fullmatch(pattern, message):
            return _(said).format(**found.groupdict())
    return message


def day(text: str) -> dt.date:
    """A day given on the command line."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        with translation.override(language()):
            said = _("“{day}” không phải ngày có thật; viết năm-tháng-ngày, ví dụ 2026-07-01")
        raise argparse.ArgumentTypeError(said.format(day=text)) from error


class _Layout(DjangoHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Lines after the options stand as they are written."""


class SpokenCommand(BaseCommand):
    """A command in the language of the terminal; what is impossible is said kindly and ends with exit code 1.

    ``needs_installation``  it works in an installation: refused before ``motcua init``
    ``founds``              it makes one
    A command that is neither looks only, and leaves no trace where nothing is.
    """

    requires_system_checks: list[str] = []
    needs_installation = True
    founds = False
    epilog = ""
    suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
    }  # fmt: skip
    """Options of Django: they work, but help does not go into them."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """A parser that says what is wrong in the language of the terminal, and ends with 2."""
        parser = super().create_parser(
            prog_name, subcommand, epilog=self.epilog, formatter_class=_Layout, **kwargs
        )
        parser.error = self._wrong(parser.error)  # type: ignore[method-assign, assignment]
        return parser

    @staticmethod
    def _wrong(say: Callable[[str], NoReturn]) -> Callable[[str], NoReturn]:
        def error(message: str) -> NoReturn:
            with translation.override(language()):
                text = wrong_usage(message)
            say(text)

        return error

    def execute(self, *args: Any, **options: Any) -> Any:
        """Run in the language of the terminal."""
        with translation.override(language()):
            try:
                if self.needs_installation:
                    require_installation()
                if self.needs_installation or self.founds:
                    keys.keep()
                return super().execute(*args, **options)
            except OperationalError as error:
                raise CommandError(
                    _(
                        "Không dùng được cơ sở dữ liệu ({why}). Kiểm tra MOTCUA_DATABASE_URL và máy chủ cơ sở dữ liệu."
                    ).format(why=" ".join(str(error).split()))
                ) from error
            except Impossible as error:
                faults = [
                    spoken.fault(fault) if fault.field == "file" else f"{fault.field}: {spoken.fault(fault)}"
                    for fault in error.faults
                    if fault.field
                ]
                raise CommandError("\n".join(faults) or spoken.refusal(error)) from error

    def say(self, text: str = "") -> None:
        """A line for people; left out when a script reads."""
        if not getattr(self, "as_json", False):
            self.stdout.write(text)

    def give(self, data: Any) -> None:
        """The result for a script."""
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str))

    @contextmanager
    def progress(self, text: str) -> Iterator[Step]:
        """A bar on a terminal, a line every few seconds elsewhere; always on the error stream."""
        if getattr(self, "as_json", False):
            yield lambda done, total, text="": None
        elif sys.stderr.isatty():
            yield from _bar(text)
        else:
            yield from _lines(text)


def _bar(text: str) -> Iterator[Step]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.fields[said]}"), console=Console(stderr=True)) as bar:
        task = bar.add_task(text, total=None, said="")
        yield lambda done, total, text="": bar.update(task, completed=done, total=total or None, said=text)


def _lines(text: str) -> Iterator[Step]:
    began = spoke = time.monotonic()
    print(f"{text}…", file=sys.stderr, flush=True)

    def step(done: int, total: int, text: str = "") -> None:
        nonlocal spoke
        if time.monotonic() - spoke >= 5:
            spoke = time.monotonic()
            far = f"{done}/{total}" if total else f"{done}"
            print(f"  {far} {text}".rstrip(), file=sys.stderr, flush=True)

    yield step
    print(
        "  " + _("xong sau {seconds} giây").format(seconds=round(time.monotonic() - began, 1)),
        file=sys.stderr,
    )
