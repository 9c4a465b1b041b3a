"""Uploaded and issued files: what is known of each; the bytes lie encrypted in the data folder."""

import uuid

from django.db import models


class StoredFile(models.Model):
    """One file of one subject (a dossier code, a petition number).

    ``name_sealed`` is the display name, encrypted: people put names into file names. ``path`` is relative to
    ``MOTCUA_HOME/files`` and says nothing of the content. ``erased_at`` is set when the bytes were destroyed.
    ``n`` is its place among those of its subject: files chosen together came at the same moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField("Hồ sơ", max_length=64, db_index=True)
    name_sealed = models.BinaryField("Tên tệp")
    media_type = models.CharField("Loại nội dung", max_length=100)
    size = models.PositiveBigIntegerField("Dung lượng")
    sha256 = models.CharField("SHA-256", max_length=64)
    path = models.CharField("Vị trí", max_length=80, unique=True)
    encrypted = models.BooleanField("Đã mã hóa", default=True)
    uploaded_at = models.DateTimeField("Tải lên lúc")
    n = models.PositiveSmallIntegerField("Thứ tự", default=0)
    by_post = models.CharField("Chức vụ", max_length=64)
    erased_at = models.DateTimeField("Đã hủy lúc", null=True, blank=True)

    class Meta:
        verbose_name = "Tệp"
        verbose_name_plural = "Tệp"
        ordering = ["uploaded_at", "n", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="files_storedfile_size_positive"),
        ]


class Incoming(models.Model):
    """A file that comes in piece by piece, until it is whole; ``purpose`` is what its subject wants it for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField("Hồ sơ", max_length=64, db_index=True)
    purpose = models.CharField("Dùng cho", max_length=64, blank=True)
    name_sealed = models.BinaryField("Tên tệp")
    size = models.PositiveBigIntegerField("Dung lượng")
    path = models.CharField("Vị trí", max_length=80, unique=True)
    started_at = models.DateTimeField("Bắt đầu lúc")

    class Meta:
        verbose_name = "Tệp đang tải lên"
        verbose_name_plural = "Tệp đang tải lên"

    @property
    def part(self) -> str:
        """Where what has come lies, relative to the files."""
        return f"{self.path}.part"
