"""What is typed about dialogues and consultations; shape only: what the law asks is said by the acts, at the field."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.dialogues.choices import Form, Ground, Stance, Taken, groups, kinds, matters
from motcua.areas.petitions.choices import topics
from motcua.base import spoken
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on
from motcua.base.people.queries import holder_names_of
from motcua.faces.ui.days import DayField, MomentField
from motcua.rules.impossible import Impossible

COUNCIL, FRONT = "HĐND", "MTTQ"


def day(**more: Any) -> DayField:
    """A day of the calendar."""
    return DayField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def moment(**more: Any) -> MomentField:
    """A day and its hour."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return MomentField(widget=widget, input_formats=["%Y-%m-%dT%H:%M"], **more)


def text(rows: int = 3, **more: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), max_length=400_000, **more)


class ActForm(forms.Form):
    """The form of one act: what the act refuses is said at its field, else on top."""

    error_field: dict[str, str] = {}

    def full_clean(self) -> None:
        """What is needed is named at its field."""
        for field in self.fields.values():
            says = (
                _("Chọn mục này: %(what)s.")
                if isinstance(field, forms.ChoiceField)
                else _("Ghi mục này: %(what)s.")
            )
            field.error_messages["required"] = says % {"what": str(field.label or "").lower()}
        super().full_clean()

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        return dict(self.cleaned_data)

    def mend(self, refusal: Impossible) -> None:
        """What the act says, at its field; else on top."""
        for fault in refusal.faults:
            name = self.error_field.get(fault.field, fault.field)
            self.add_error(name if name in self.fields else None, spoken.fault(fault))
        if not refusal.faults:
            self.add_error(None, spoken.refusal(refusal))


def impersonal() -> forms.BooleanField:
    """That nothing in what will be public is anybody's own."""
    return forms.BooleanField(
        label=gettext_lazy("Các tên, số, địa chỉ thư trong bài (nếu có) không phải của riêng ai"),
        required=False,
    )


def posts_of(by: Actor, on: dt.date) -> list[tuple[str, str]]:
    """Posts of the agency with who holds them, for choosing."""
    holders = holder_names_of(by.agency, on)
    return [
        (post.code, " · ".join([post.title, ", ".join(holders.get(post.code, []))]).rstrip(" ·"))
        for post in posts_on(on, agency=by.agency)
        if "admin" not in post.duties
    ]


# --- dialogues -------------------------------------------------------------------------------------------------


class PlanForm(ActForm):
    """Who leads it, when, where, on what, with whom."""

    kind = forms.ChoiceField(label=gettext_lazy("Hình thức"))
    title = forms.CharField(label=gettext_lazy("Tên buổi đối thoại"), max_length=200)
    joint = forms.CharField(label=gettext_lazy("Phối hợp với"), max_length=200, required=False)
    project = forms.CharField(
        label=gettext_lazy("Dự án"), max_length=200, required=False,
        help_text=gettext_lazy("Bắt buộc khi đối thoại về phương án bồi thường."),
    )  # fmt: skip
    chair = forms.ChoiceField(label=gettext_lazy("Người chủ trì"))
    starts_at = moment(label=gettext_lazy("Bắt đầu"))
    ends_at = moment(label=gettext_lazy("Kết thúc"))
    place = forms.CharField(label=gettext_lazy("Địa điểm"), max_length=200)
    questions_until = moment(
        label=gettext_lazy("Nhận câu hỏi trước đến"), required=False,
        help_text=gettext_lazy("Để trống thì nhận đến khi bắt đầu."),
    )  # fmt: skip
    topics = text(
        4, label=gettext_lazy("Nội dung đối thoại"), help_text=gettext_lazy("Mỗi dòng một nội dung.")
    )
    purpose = text(3, label=gettext_lazy("Mục đích, yêu cầu"), required=False)

    def __init__(self, by: Actor, on: dt.date, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        here = [(one.code, f"{_(one.name)} ({one.law})") for one in kinds().values() if one.record == "here"]
        self.fields["kind"].choices = [("", _("Chọn hình thức")), *here]  # type: ignore[attr-defined]
        self.fields["chair"].choices = [("", _("Chọn vị trí")), *posts_of(by, on)]  # type: ignore[attr-defined]
        for code, name in groups().items():
            self.fields[f"group_{code}"] = forms.IntegerField(
                label=_(name), min_value=0, max_value=100_000, required=False
            )

    @property
    def invited(self) -> list[Any]:
        """The fields of groups."""
        return [self[name] for name in self.fields if name.startswith("group_")]

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        counted = {code: said.pop(f"group_{code}") for code in groups()}
        said["groups"] = {code: n for code, n in counted.items() if n}
        said["topics"] = [line for line in said["topics"].splitlines() if line.strip()]
        return said


class ReasonForm(ActForm):
    """Why."""

    reason = text(
        3, label=gettext_lazy("Lý do"), help_text=gettext_lazy("Công khai trên trang của người dân.")
    )


class HoldForm(ActForm):
    """How many of each group came."""

    agreed = forms.IntegerField(
        label=gettext_lazy("Số hộ đồng thuận sau đối thoại"), min_value=0, max_value=100_000, required=False
    )
    error_field = {"participants": "group_residents"}

    def __init__(self, *args: Any, project: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        agreed = self.fields.pop("agreed")
        for code, name in groups().items():
            self.fields[f"group_{code}"] = forms.IntegerField(
                label=_(name), min_value=0, max_value=100_000, required=False
            )
        if project:
            self.fields["agreed"] = agreed

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        counted = {code: said.pop(f"group_{code}") or 0 for code in groups()}
        return {"participants": counted, "agreed": said.get("agreed")}


class ConcludeForm(ActForm):
    """What is concluded."""

    conclusion = text(
        8, label=gettext_lazy("Nội dung kết luận"),
        help_text=gettext_lazy("Mỗi dòng một đoạn. Câu trả lời và cam kết đã ghi được đưa vào thông báo."),
    )  # fmt: skip


class FloorForm(ActForm):
    """A question asked on the floor."""

    content = text(
        3, label=gettext_lazy("Câu hỏi"), help_text=gettext_lazy("Đăng ngay: không ghi tên, số nhà.")
    )
    topic = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"))
    group = forms.ChoiceField(label=gettext_lazy("Thành phần"), required=False)
    answer = text(3, label=gettext_lazy("Trả lời tại chỗ"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["topic"].choices = [(code, _(name)) for code, name in topics().items()]  # type: ignore[attr-defined]
        self.fields["group"].choices = [  # type: ignore[attr-defined]
            ("", _("Không rõ")), *((code, _(name)) for code, name in groups().items()),
        ]  # fmt: skip


class CommitmentForm(ActForm):
    """What is promised, by whom, until when."""

    content = text(
        3, label=gettext_lazy("Cam kết việc gì"), help_text=gettext_lazy("Công khai đến khi thực hiện.")
    )
    post = forms.ChoiceField(label=gettext_lazy("Giao cho"))
    due_on = day(label=gettext_lazy("Hoàn thành chậm nhất ngày"))
    question = forms.ChoiceField(label=gettext_lazy("Trả lời câu hỏi"), required=False)

    def __init__(self, by: Actor, on: dt.date, questions: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["post"].choices = [("", _("Chọn vị trí")), *posts_of(by, on)]  # type: ignore[attr-defined]
        self.fields["question"].choices = [  # type: ignore[attr-defined]
            ("", _("Không gắn với câu hỏi nào")), *((one.code, one.shown[:90]) for one in questions),
        ]  # fmt: skip


# --- questions -------------------------------------------------------------------------------------------------


class ShowForm(ActForm):
    """The question as the public reads it."""

    shown = text(
        4, label=gettext_lazy("Câu hỏi như sẽ đăng"), help_text=gettext_lazy("Bỏ tên, số nhà, chuyện riêng.")
    )
    impersonal = impersonal()


class MergeForm(ActForm):
    """Into which question."""

    into = forms.ChoiceField(label=gettext_lazy("Gộp với câu hỏi"))

    def __init__(self, questions: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            ("", _("Chọn câu hỏi")), *((one.code, one.shown[:100]) for one in questions),
        ]  # fmt: skip


class DeclineForm(ActForm):
    """On which ground."""

    ground = forms.ChoiceField(label=gettext_lazy("Lý do không đăng"), choices=Ground.choices)


class AnswerForm(ActForm):
    """The answer."""

    answer = text(6, label=gettext_lazy("Câu trả lời"), help_text=gettext_lazy("Công khai ngay khi ghi."))
    impersonal = impersonal()


# --- commitments -----------------------------------------------------------------------------------------------


class ProgressForm(ActForm):
    """How far it is."""

    said = text(
        3, label=gettext_lazy("Đã làm đến đâu"), help_text=gettext_lazy("Công khai trên trang của người dân.")
    )


class ReportForm(ActForm):
    """What was done."""

    result = text(4, label=gettext_lazy("Kết quả thực hiện"))


class PostponeForm(ActForm):
    """A later day, and why."""

    due_on = day(label=gettext_lazy("Ngày mới"))
    reason = text(3, label=gettext_lazy("Lý do lùi ngày"))


# --- consultations ---------------------------------------------------------------------------------------------


class DraftForm(ActForm):
    """A draft to ask people about."""

    title = forms.CharField(label=gettext_lazy("Tên dự thảo"), max_length=300)
    matter = forms.ChoiceField(label=gettext_lazy("Nội dung theo Điều 25"))
    intro = text(3, label=gettext_lazy("Giới thiệu ngắn cho người dân"), required=False)
    asked_by = forms.MultipleChoiceField(
        label=gettext_lazy("Hình thức lấy ý kiến"), widget=forms.CheckboxSelectMultiple, choices=Form.choices,
        initial=[Form.PAGE],
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Tệp dự thảo"), required=False, help_text=gettext_lazy("Word (.docx) hoặc văn bản (.txt)."),
        widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
    )  # fmt: skip
    pasted = text(
        14, label=gettext_lazy("Nội dung dự thảo"), required=False,
        help_text=gettext_lazy("Dán vào đây, hoặc chọn tệp; được tách theo Điều, khoản, hoặc theo đoạn."),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["matter"].choices = [  # type: ignore[attr-defined]
            ("", _("Chọn nội dung")), *((code, _(name)) for code, (name, _law) in matters().items()),
        ]  # fmt: skip

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        said.pop("file")
        asked_by, pasted = said.pop("asked_by"), said.pop("pasted")
        return {**said, "forms": asked_by, "text": pasted}

    error_field = {"forms": "asked_by", "text": "pasted"}


class AnnounceForm(ActForm):
    """From when to when, and to whom the plan was sent."""

    opens_on = day(label=gettext_lazy("Từ ngày"))
    closes_on = day(label=gettext_lazy("Đến hết ngày"))
    council = forms.CharField(label=gettext_lazy("Số văn bản gửi HĐND"), max_length=60, required=False)
    front = forms.CharField(label=gettext_lazy("Số văn bản gửi MTTQ"), max_length=60, required=False)
    error_field = {"sent": "council"}

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        sent = [{"to": to, "number": said.pop(name)} for to, name in ((COUNCIL, "council"), (FRONT, "front"))]
        return {**said, "sent": [one for one in sent if one["number"]]}


class CountForm(ActForm):
    """Positions counted elsewhere."""

    form = forms.ChoiceField(
        label=gettext_lazy("Hình thức"), choices=[one for one in Form.choices if one[0] != Form.PAGE]
    )
    on = day(label=gettext_lazy("Ngày"))
    support = forms.IntegerField(label=Stance.SUPPORT.label, min_value=0, max_value=1_000_000, initial=0)
    object = forms.IntegerField(label=Stance.OBJECT.label, min_value=0, max_value=1_000_000, initial=0)
    other = forms.IntegerField(label=Stance.OTHER.label, min_value=0, max_value=1_000_000, initial=0)
    gist = text(3, label=gettext_lazy("Tóm tắt ý kiến"), required=False)


class ExplainForm(ActForm):
    """What was taken in, and why or why not."""

    gist = text(2, label=gettext_lazy("Các ý kiến này nói gì"))
    taken = forms.ChoiceField(label=gettext_lazy("Tiếp thu"), choices=Taken.choices)
    why = text(3, label=gettext_lazy("Vì sao"))


class FinishForm(ActForm):
    """The result as a whole."""

    result = text(4, label=gettext_lazy("Kết quả chung, việc tiếp theo của dự thảo"))
