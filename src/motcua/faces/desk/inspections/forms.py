"""What is typed about inspections and recommendations; shape only: what the law asks is said by the acts."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.inspections import queries
from motcua.areas.inspections.choices import FIGURES_OF, FORMS, OWN, Duty, Form, Kind, Outcome, matters_of
from motcua.base.journal.ports import Actor
from motcua.faces.desk.dialogues.forms import ActForm, day, impersonal, posts_of, text

MONEY = 10**15


def _line(label: Any, most: int = 300, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **more)


class PlanForm(ActForm):
    """The plan of a supervision or criticism, the decision of an inspection."""

    title = _line(gettext_lazy("Nội dung"))
    draft = _line(gettext_lazy("Dự thảo được phản biện"))
    form = forms.ChoiceField(label=gettext_lazy("Hình thức"), widget=forms.RadioSelect)
    duties = forms.MultipleChoiceField(
        label=gettext_lazy("Trách nhiệm được thanh tra, kiểm tra"), widget=forms.CheckboxSelectMultiple,
        choices=Duty.choices,
    )  # fmt: skip
    units = forms.MultipleChoiceField(label=gettext_lazy("Đơn vị"), widget=forms.CheckboxSelectMultiple)
    partners = _line(gettext_lazy("Phối hợp với"), required=False)
    number = _line(gettext_lazy("Số, ký hiệu văn bản"), 60)
    decided_on = day(label=gettext_lazy("Ngày ký"))
    begins_on = day(label=gettext_lazy("Từ ngày"))
    ends_on = day(label=gettext_lazy("Đến ngày"))
    impersonal = impersonal()

    def __init__(self, by: Actor, on: dt.date, kind: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        labels = dict(Form.choices)
        self.fields["form"].choices = [(one, labels[one]) for one in FORMS[kind]]  # type: ignore[attr-defined]
        self.fields["units"].choices = list(queries.units_for(by, on, kind).items())  # type: ignore[attr-defined]
        self.fields["units"].required = kind != Kind.GENERAL
        if kind != Kind.CRITICISM:
            del self.fields["draft"]
        if kind in OWN:
            del self.fields["partners"]
        if kind != Kind.RESPONSIBILITY:
            del self.fields["duties"]


class ConcludeForm(ActForm):
    """What was found."""

    findings = text(
        8, label=gettext_lazy("Kết luận, nhận xét"),
        help_text=gettext_lazy("Sẽ công khai: không nêu họ tên, số điện thoại, số giấy tờ của người dân."),
    )  # fmt: skip
    report_number = _line(gettext_lazy("Số, ký hiệu văn bản"), 60)
    concluded_on = day(label=gettext_lazy("Ngày ký"))
    impersonal = impersonal()

    def __init__(self, kind: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if kind in FIGURES_OF:
            last = self.fields.pop("impersonal")
            for name, label in FIGURES_OF[kind].items():
                self.fields[name] = forms.IntegerField(
                    label=label, min_value=0, max_value=MONEY, required=False, initial=0
                )
            self.fields["impersonal"] = last

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        figures = {name: said.pop(name, None) or 0 for name in FIGURES_OF[Kind.GENERAL]}
        return {**said, "figures": figures}


class CancelForm(ActForm):
    """Why it is not done."""

    reason = text(3, label=gettext_lazy("Lý do, số văn bản"))
    impersonal = impersonal()


class RecommendForm(ActForm):
    """What is recommended to whom."""

    receiver = forms.ChoiceField(label=gettext_lazy("Đơn vị nhận kiến nghị"))
    matter = forms.ChoiceField(label=gettext_lazy("Loại kiến nghị"))
    content = text(
        5, label=gettext_lazy("Nội dung kiến nghị"), help_text=gettext_lazy("Mỗi lần ghi một kiến nghị.")
    )
    amount = forms.IntegerField(
        label=gettext_lazy("Số tiền kiến nghị thu hồi (đồng)"), min_value=0, max_value=MONEY, required=False,
        help_text=gettext_lazy("Chỉ ghi khi kiến nghị thu hồi tiền."),
    )  # fmt: skip
    number = _line(gettext_lazy("Số, ký hiệu văn bản kiến nghị"), 60)
    sent_on = day(label=gettext_lazy("Ngày gửi"))
    impersonal = impersonal()

    def __init__(self, by: Actor, on: dt.date, kind: str, number: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{**more, "initial": {"number": number, "sent_on": on}})
        known = list(queries.units_for(by, on, kind).items())
        self.fields["receiver"].choices = [("", _("Chọn đơn vị")), *known]  # type: ignore[attr-defined]
        self.fields["matter"].choices = [(one, one.label) for one in matters_of(kind)]  # type: ignore[attr-defined]


class NameForm(ActForm):
    """Which post replies."""

    post = forms.ChoiceField(label=gettext_lazy("Vị trí trả lời"))

    def __init__(self, by: Actor, on: dt.date, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["post"].choices = [("", _("Chọn vị trí")), *posts_of(by, on)]  # type: ignore[attr-defined]


class AnswerForm(ActForm):
    """The written reply."""

    taken = text(4, label=gettext_lazy("Tiếp thu những gì"), required=False)
    declined = text(3, label=gettext_lazy("Không tiếp thu những gì"), required=False)
    why = text(3, label=gettext_lazy("Vì sao không tiếp thu"), required=False)
    will = text(3, label=gettext_lazy("Sẽ làm gì"), required=False)
    will_on = day(label=gettext_lazy("Xong trước ngày"), required=False)
    will_by = _line(
        gettext_lazy("Ai chịu trách nhiệm"), 200, required=False,
        help_text=gettext_lazy("Chức vụ, đơn vị; không cần ghi họ tên."),
    )  # fmt: skip
    number = _line(gettext_lazy("Số, ký hiệu văn bản trả lời"), 60)
    replied_on = day(label=gettext_lazy("Ngày ký"))
    impersonal = impersonal()


class AcceptForm(ActForm):
    """That it is answered well."""

    said = text(3, label=gettext_lazy("Nhận xét"), required=False)
    impersonal = impersonal()


class AskAgainForm(ActForm):
    """What is still unclear."""

    said = text(3, label=gettext_lazy("Điều chưa rõ, chưa đủ"))
    impersonal = impersonal()


class SettleForm(ActForm):
    """What was done of it."""

    outcome = forms.ChoiceField(label=gettext_lazy("Kết quả thực hiện"))
    said = text(3, label=gettext_lazy("Đã làm được gì"))
    recovered = forms.IntegerField(
        label=gettext_lazy("Số tiền đã thu hồi (đồng)"), min_value=0, max_value=MONEY, required=False
    )
    settled_on = day(label=gettext_lazy("Ngày có kết quả"))
    impersonal = impersonal()

    def __init__(self, money: bool, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        chosen = [(value, label) for value, label in Outcome.choices if value != Outcome.REPLIED]
        self.fields["outcome"].choices = [("", _("Chọn kết quả")), *chosen]  # type: ignore[attr-defined]
        if not money:
            del self.fields["recovered"]


class WithdrawForm(ActForm):
    """Why it is no longer asked for."""

    said = text(3, label=gettext_lazy("Lý do rút, số văn bản"))
    impersonal = impersonal()
