"""Number books, and what was issued with a number."""

from django.db import models

from motcua.base.files.models import StoredFile


class NumberBook(models.Model):
    """The last number taken from a book of an agency in a year.

    Numbers start at 1 on 1 January and end on 31 December (R8.4, NĐ 30/2020/NĐ-CP Điều 15); a taken number is
    never given again. ``book`` names the series: "TNHS" for the register of dossiers, "QĐ" for decisions.
    """

    agency = models.CharField("Cơ quan", max_length=64)
    book = models.CharField("Sổ", max_length=64)
    year = models.PositiveSmallIntegerField("Năm")
    last = models.PositiveIntegerField("Số cuối")

    class Meta:
        verbose_name = "Sổ đăng ký số"
        verbose_name_plural = "Sổ đăng ký số"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "book", "year"], name="documents_numberbook_one_a_year"
            ),
            models.CheckConstraint(condition=models.Q(last__gte=1), name="documents_numberbook_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.book}/{self.year} {self.agency}: {self.last}"


class IssuedDocument(models.Model):
    """A document that left the house: which form, which number, which subject, and its exact bytes."""

    form = models.CharField("Biểu mẫu", max_length=32)
    number = models.CharField("Số, ký hiệu", max_length=64)
    subject = models.CharField("Hồ sơ", max_length=64, db_index=True)
    agency = models.CharField("Cơ quan", max_length=64)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    file = models.OneToOneField(
        StoredFile, verbose_name="Tệp", on_delete=models.PROTECT, related_name="issued"
    )
    issued_at = models.DateTimeField("Ban hành lúc")
    by_post = models.CharField("Chức vụ", max_length=64)

    class Meta:
        verbose_name = "Văn bản đã ban hành"
        verbose_name_plural = "Văn bản đã ban hành"
        ordering = ["issued_at", "id"]

    def __str__(self) -> str:
        return f"{self.form} {self.number}"
