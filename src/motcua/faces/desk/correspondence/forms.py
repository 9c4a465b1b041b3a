"""What is typed about documents that come in; shape only: what the law asks is said by the acts, at the field."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.correspondence.choices import Urgency, Way, type_choices, types
from motcua.faces.desk.dialogues.forms import ActForm, day, text
from motcua.rules.correspondence import SECRECY

Known = Mapping[str, str]


def line(most: int = 200, **more: Any) -> forms.CharField:
    """A text of one line; a longer one is refused by the act, in its words."""
    attrs = {"autocomplete": "off", **more.pop("attrs", {})}
    return forms.CharField(max_length=most * 4, widget=forms.TextInput(attrs=attrs), **more)


def pick(known: Known, nothing: Any) -> list[tuple[str, str]]:
    """Choices after one that says what to choose."""
    return [("", nothing), *known.items()]


class RegisterForm(ActForm):
    """A line of the register, in the order in which a paper is read."""

    error_field = {"name": "upload", "file": "upload"}

    issuer = line(label=gettext_lazy("Cơ quan ban hành"), attrs={"data-focus": "", "list": "issuers"})
    symbol = line(80, label=gettext_lazy("Số, ký hiệu"), required=False)
    dated_on = day(label=gettext_lazy("Ngày văn bản"), required=False)
    type_ = forms.ChoiceField(label=gettext_lazy("Loại văn bản"))
    abstract = text(2, label=gettext_lazy("Trích yếu nội dung"))
    urgency = forms.ChoiceField(label=gettext_lazy("Mức độ khẩn"), choices=Urgency.choices, required=False)
    secrecy = forms.ChoiceField(
        label=gettext_lazy("Độ mật"), required=False,
        help_text=gettext_lazy("Văn bản có độ mật không vào hệ thống này."),
    )  # fmt: skip
    way = forms.ChoiceField(label=gettext_lazy("Cách nhận"), choices=Way.choices)
    copies = forms.IntegerField(label=gettext_lazy("Số bản"), min_value=1, max_value=999, initial=1)
    arrived_on = day(label=gettext_lazy("Ngày đến"))
    upload = forms.FileField(
        label=gettext_lazy("Tệp văn bản"), required=False,
        help_text=gettext_lazy("PDF, DOCX hoặc ảnh quét. Bản giấy không quét được thì để trống."),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["type_"].choices = pick(dict(type_choices()), _("Chọn loại văn bản"))  # type: ignore[attr-defined]
        if "secrecy" in self.fields:
            self.fields["secrecy"].choices = [("", _("Không mật")), *((one, _(one)) for one in SECRECY)]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        said["name"] = said["upload"].name if said["upload"] else ""
        return said


class CorrectForm(RegisterForm):
    """The same line, with why it is corrected; the file that came with it stays."""

    reason = text(2, label=gettext_lazy("Lý do sửa"))
    upload = secrecy = None  # type: ignore[assignment]

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class CancelForm(ActForm):
    """Why a line does not count."""

    reason = text(2, label=gettext_lazy("Lý do hủy"))


class PresentForm(ActForm):
    """To whom."""

    to = forms.ChoiceField(label=gettext_lazy("Trình"))

    def __init__(self, leaders: Known, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = list(leaders.items())  # type: ignore[attr-defined]


class InstructForm(ActForm):
    """Who is in charge, who cooperates, by which day, in which words."""

    lead = forms.ChoiceField(label=gettext_lazy("Chủ trì"))
    beside = forms.MultipleChoiceField(
        label=gettext_lazy("Phối hợp"), required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    deadline = day(label=gettext_lazy("Hạn giải quyết"), required=False)
    words = text(3, label=gettext_lazy("Ý kiến chỉ đạo"), required=False)

    def __init__(self, known: Known, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["lead"].choices = pick(known, _("Chọn đơn vị hoặc người chủ trì"))  # type: ignore[attr-defined]
        self.fields["beside"].choices = list(known.items())  # type: ignore[attr-defined]


class FinishForm(ActForm):
    """What came of it."""

    result = text(3, label=gettext_lazy("Kết quả giải quyết"))


# --- what goes out ---------------------------------------------------------------------------------------------


class ComposeForm(ActForm):
    """All that a person writes of a document."""

    error_field = {"type": "type_", "group": "save_as"}

    type_ = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"), widget=forms.Select(attrs={"data-focus": ""})
    )
    urgency = forms.ChoiceField(label=gettext_lazy("Mức độ khẩn"), choices=Urgency.choices, required=False)
    abstract = text(
        2, label=gettext_lazy("Trích yếu"), help_text=gettext_lazy("Công văn: phần sau chữ “V/v”.")
    )
    to = text(
        2, label=gettext_lazy("Kính gửi"), required=False,
        help_text=gettext_lazy("Công văn, công điện, giấy mời, tờ trình, báo cáo. Mỗi dòng một nơi."),
    )  # fmt: skip
    grounds = text(
        3,
        label=gettext_lazy("Căn cứ, mở đầu"),
        required=False,
        help_text=gettext_lazy("Mỗi dòng một căn cứ."),
    )
    body = text(
        18, label=gettext_lazy("Nội dung"),
        help_text=gettext_lazy("Gõ như trên giấy: Điều 1. · I. · 1. · a) · - · bảng: | ô | ô | trên từng dòng."),
    )  # fmt: skip
    annexes = text(
        3, label=gettext_lazy("Phụ lục"), required=False,
        help_text=gettext_lazy("Mỗi phụ lục bắt đầu bằng dòng “Phụ lục I”, dòng sau là tên."),
    )  # fmt: skip
    signer = forms.ChoiceField(label=gettext_lazy("Người ký"))
    cosigner = forms.ChoiceField(label=gettext_lazy("Người ký thứ hai của cơ quan"), required=False)
    party_name = line(label=gettext_lazy("hoặc người ngoài cơ quan: họ và tên"), required=False)
    party_position = line(label=gettext_lazy("Chức vụ"), required=False)
    party_agency = line(label=gettext_lazy("Cơ quan, tổ chức (Bên B)"), required=False)
    collective = forms.BooleanField(label=gettext_lazy("Thay mặt Ủy ban nhân dân (TM.)"), required=False)
    unit_symbol = line(12, label=gettext_lazy("Ký hiệu đơn vị soạn"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("Thêm nhóm nơi nhận"), required=False)
    recipients = text(
        4, label=gettext_lazy("Nơi nhận"), required=False,
        help_text=gettext_lazy("Mỗi dòng một nơi; dòng “Lưu: VT” tự thêm."),
    )  # fmt: skip
    save_as = line(120, label=gettext_lazy("Ghi các nơi nhận này thành nhóm tên"), required=False)

    def __init__(
        self, signers: Known, cosigners: Known, groups: Known, *args: Any, offered: Known, **more: Any
    ) -> None:
        """``offered``: of the signers, who may sign the type that is chosen; of another the act says why not."""
        super().__init__(*args, **more)
        chosen: Any = self.fields
        chosen["type_"].choices = pick(
            {one.code: _(one.name) for one in types().values()}, _("Chọn loại văn bản")
        )
        chosen["signer"].choices = pick(signers, _("Chọn người ký"))
        chosen["signer"].widget.choices = pick(offered, _("Chọn người ký"))
        chosen["cosigner"].choices = pick(cosigners, _("Không có"))
        chosen["group"].choices = pick(groups, _("Không thêm"))


class WordsForm(ActForm):
    """What is to be mended."""

    words = text(4, label=gettext_lazy("Điều cần sửa"))


class PartyForm(ActForm):
    """On which day somebody from outside signed."""

    signed_on = day(label=gettext_lazy("Ngày người ngoài cơ quan ký"))


class SendForm(ActForm):
    """To whom it went, how, on which day."""

    to = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Nơi nhận"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(label=gettext_lazy("Cách gửi"), choices=Way.choices)
    sent_on = day(label=gettext_lazy("Ngày gửi"), required=False)

    def __init__(self, left: list[tuple[int, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = left  # type: ignore[attr-defined]
