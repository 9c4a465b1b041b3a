"""Uploads are bounded while they stream in; what is large waits on disk, sealed under a key that memory alone holds.

``FILE_UPLOAD_HANDLERS = ["motcua.base.files.policies.LimitedUpload"]``
"""

import io
import os
import tempfile
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.base.files.choices import MAX_FILE_BYTES, MEGABYTE
from motcua.base.files.policies.names import safe_name
from motcua.base.files.policies.segments import KEY_ID_BYTES, Opening, Sealing
from motcua.rules.impossible import Fault

FILES_A_REQUEST = 4
"""A request may carry this many files of the largest size, or more smaller ones."""


IN_MEMORY = 512 * 1024
"""A file up to this size does not touch the disk."""


class Spool:
    """Holds what streams in: small in memory, large in a nameless temporary file, sealed under a key of its own."""

    def __init__(self) -> None:
        self.small = io.BytesIO()
        self.key = b""
        self.sealing: Sealing | None = None

    def write(self, content: bytes) -> None:
        """Take in the next bytes."""
        if self.sealing is not None:
            self.sealing.write(content)
        elif self.small.write(content) and self.small.tell() > IN_MEMORY:
            self.key = os.urandom(32)
            file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by whoever reads it)
            self.sealing = Sealing(file, self.key, bytes(KEY_ID_BYTES), "spool")
            self.sealing.write(self.small.getvalue())
            self.small = io.BytesIO()

    def close(self) -> None:
        """Forget what came of a file that was refused half-way."""
        if self.sealing is not None:
            self.sealing.file.close()

    def opened(self) -> BinaryIO:
        """All that came, to be read."""
        if self.sealing is None:
            self.small.seek(0)
            return self.small
        self.sealing.finish()
        return Opening(self.sealing.file, self.key, "spool")  # type: ignore[return-value]


def _file_limit() -> int:
    return int(getattr(settings, "UPLOAD_MAX_BYTES", MAX_FILE_BYTES))


class LimitedUpload(FileUploadHandler):
    """Spools an upload and stops reading at the limit of a file (25 MB) or of the request (100 MB).

    A request whose Content-Length is beyond the limit is refused at its first file, before that is read. What
    was refused is told by ``upload_faults``; text fields sent before the file are kept.
    """

    chunk_size = 64 * 1024

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.limit = _file_limit()
        self.request_limit = FILES_A_REQUEST * self.limit
        self.announced = 0
        self.taken = 0
        self.faults: list[Fault] = []
        self.file = Spool()
        if request is not None:
            request.upload_faults = self.faults  # type: ignore[attr-defined]

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        self.announced = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.announced > self.request_limit + self.chunk_size:
            self._refuse(
                _("Tổng dung lượng các tệp vượt quá {limit} MB. Tải lên từng tệp nhỏ hơn."),
                self.request_limit,
            )
        self.file = Spool()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if start + len(raw_data) > self.limit:
            self._refuse(
                _("Tệp “{name}” lớn hơn {limit} MB. Giảm độ phân giải khi quét hoặc tách thành nhiều tệp."),
                self.limit,
            )
        if self.taken > self.request_limit:
            self._refuse(
                _("Tổng dung lượng các tệp vượt quá {limit} MB. Tải lên từng tệp nhỏ hơn."),
                self.request_limit,
            )
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        return UploadedFile(
            file=self.file.opened(),
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def _refuse(self, text: str, limit: int) -> None:
        name = safe_name(self.file_name or "")
        self.faults.append(Fault(self.field_name or "file", text, {"name": name, "limit": limit // MEGABYTE}))
        self.file = Spool()
        raise StopUpload(connection_reset=True)


def upload_faults(request: HttpRequest) -> list[Fault]:
    """What was refused while the request's files streamed in; empty when everything arrived."""
    _files = request.FILES
    return list(getattr(request, "upload_faults", ()))
