"""Photographs are drawn anew: upright, no larger than a screen shows, without what the camera wrote into them."""

import io

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from motcua.base.files.choices import JPEG, MAX_IMAGE_PIXELS, PNG
from motcua.base.files.policies.content import check, sniff
from motcua.base.files.policies.names import safe_name
from motcua.rules.impossible import Invalid

LONGEST_SIDE = 1920
QUALITY = 82


def redrawn(name: str, content: bytes, *, field: str = "file") -> bytes:
    """A JPEG of the picture: place, time, telephone and whatever else stood beside its pixels are gone (R6.47).

    Raises Invalid at ``field`` for what is no picture.
    """
    kind = sniff(content)
    if kind not in (JPEG, PNG):
        raise Invalid(field=field, text=_("“{name}” không phải là ảnh JPEG hoặc PNG."), name=safe_name(name))
    check(f"anh{kind.endings[0]}", content, field=field)
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as opened:
            if opened.width * opened.height > MAX_IMAGE_PIXELS:
                raise Invalid(
                    field=field, text=_("ảnh có quá nhiều điểm ảnh. Giảm độ phân giải rồi tải lên.")
                )
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            plain = Image.new("RGB", upright.size, "white")
            if upright.has_transparency_data:
                drawn = upright.convert("RGBA")
                plain.paste(drawn, mask=drawn)
            else:
                plain.paste(upright.convert("RGB"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Invalid(field=field, text=_("Ảnh bị hỏng. Chụp lại rồi gửi.")) from error
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
