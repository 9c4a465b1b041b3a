"""One more signature on a PDF: PAdES B-B, or B-T when a time authority is asked."""

import asyncio
import datetime as dt
import io
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from motcua.base.documents.ports import CannotSign, Mark

Answer = TypeVar("Answer")


def sign(pdf: bytes, *, signer: Any, at: dt.datetime, mark: Mark | None, time_authority: str = "") -> bytes:
    """The PDF with an incremental update that holds the signature.

    Raises CannotSign.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import fields, signers, timestamps
    from pyhanko.sign.general import SigningError

    class _Dated(signers.PdfSigner):
        """Signs at the moment of the act, which is not always that of the machine."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at
            return session

    def signed() -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        before = len(writer.prev.embedded_signatures)
        name = f"ChuKy{before + 1}"
        spec = fields.SigFieldSpec(name, on_page=mark.page if mark else 0, box=mark.box if mark else None)
        made = _Dated(
            fields_of(name),
            signer=signer,
            timestamper=timestamps.HTTPTimeStamper(time_authority) if time_authority else None,
            stamp_style=_drawn(mark),
            new_field_spec=spec,
        ).sign_pdf(writer)
        content: bytes = made.getvalue()
        return content

    def fields_of(name: str) -> Any:
        pades = fields.SigSeedSubFilter.PADES
        return signers.PdfSignatureMetadata(field_name=name, md_algorithm="sha256", subfilter=pades)

    try:
        return beside_any_loop(signed)
    except SigningError as error:
        raise CannotSign(why=_("khóa ký hoặc thiết bị ký từ chối ({why}).").format(why=error)) from error
    except timestamps.TimestampRequestError as error:
        raise CannotSign(
            why=_("máy chủ cấp dấu thời gian không trả lời. Kiểm tra MOTCUA_TSA_URL.")
        ) from error
    except (PdfError, ValueError) as error:
        raise CannotSign(why=_("tệp PDF không ký được; in lại ra PDF rồi thử lại.")) from error


def _drawn(mark: Mark | None) -> Any:
    """How the signature is seen: the drawn page, nothing added."""
    if mark is None:
        return None
    from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
    from pyhanko.stamp import StaticStampStyle

    middle = AxisAlignment.ALIGN_MID
    fill = SimpleBoxLayoutRule(
        x_align=middle, y_align=middle, margins=Margins(left=0, right=0, top=0, bottom=0),
        inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
    )  # fmt: skip
    return StaticStampStyle(
        background=_page(mark.drawn), background_layout=fill, background_opacity=1.0, border_width=0
    )


def _page(drawn: bytes) -> Any:
    from pyhanko.pdf_utils.content import PdfContent
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.reader import PdfFileReader

    class _FirstPage(PdfContent):
        """The first page of a PDF held in memory."""

        def render(self) -> bytes:
            writer: Any = self.writer
            imported = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(drawn)), page_ix=0)
            self.resources.xobject["/Ve"] = imported
            left, low, right, high = imported.get_object()["/BBox"]
            self.box = BoxConstraints(width=abs(right - left), height=abs(high - low))
            return b"/Ve Do"

    return _FirstPage()


def beside_any_loop(run: Callable[[], Answer]) -> Answer:
    """Run what uses asyncio inside, also where a loop is already running in this thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return run()
    found: list[Answer] = []
    failed: list[BaseException] = []

    def beside() -> None:
        try:
            found.append(run())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=beside)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return found[0]
