"""Lets Django find the font files, making them the first time somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import get_files
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

from motcua.faces.ui.fonts import FOLDER, write_fonts


class FontFinder(BaseFinder):
    """Static files below ``MOTCUA_HOME/static-fonts``; name it in ``STATICFILES_FINDERS``."""

    def __init__(self, app_names: object = None, *args: Any, **kwargs: Any) -> None:
        self.target = Path(settings.MOTCUA_HOME) / "static-fonts"

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Nothing can be set wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file of ``path``, or ``[]``; a list of it when ``find_all``."""
        if not str(path).replace("\\", "/").startswith(f"{FOLDER}/"):
            return []
        write_fonts(self.target)
        found = str(self.target / path)
        if not Path(found).is_file():
            return []
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Every font file with its storage, for ``collectstatic``."""
        write_fonts(self.target)
        storage = FileSystemStorage(location=self.target)
        for path in get_files(storage, [*(ignore_patterns or []), "made-*.txt"]):
            yield path, storage
