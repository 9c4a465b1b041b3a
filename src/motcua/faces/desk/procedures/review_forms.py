"""What a keeper types of a review: an item of the plan, four answers, what compliance costs, an outcome."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.procedures.choices import Criterion, Outcome
from motcua.faces.desk.procedures.forms import Words, day_field, lines
from motcua.rules.compliance_cost import AMOUNTS, Activity

YES_NO = [("yes", gettext_lazy("Đạt")), ("no", gettext_lazy("Chưa đạt"))]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class YearForm(forms.Form):
    """For which year a plan is."""

    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2010, max_value=2100)


class ItemForm(forms.Form):
    """An item of a plan, with the fields of R3.13."""

    name = Words(label=gettext_lazy("Thủ tục hoặc nhóm thủ tục"), max_length=400)
    codes = Words(
        label=gettext_lazy("Mã thủ tục"), required=False, widget=_area(1),
        help_text=gettext_lazy("Mỗi dòng một mã, nếu có."),
    )  # fmt: skip
    procedures = forms.IntegerField(label=gettext_lazy("Số thủ tục"), min_value=1, max_value=999, initial=1)
    internal = forms.BooleanField(label=gettext_lazy("Thủ tục nội bộ giữa các cơ quan"), required=False)
    lead = Words(label=gettext_lazy("Đơn vị chủ trì"), max_length=200)
    cooperating = Words(label=gettext_lazy("Đơn vị phối hợp"), max_length=400, required=False)
    starts_on = day_field(gettext_lazy("Bắt đầu"))
    ends_on = day_field(gettext_lazy("Hoàn thành"))
    ground = Words(label=gettext_lazy("Căn cứ lựa chọn"), max_length=1000, widget=_area(2))
    product = Words(label=gettext_lazy("Sản phẩm dự kiến"), max_length=1000, widget=_area(2))

    def clean_codes(self) -> list[str]:
        """One code a line."""
        return list(lines(self.cleaned_data.get("codes", "")))


class AnswerForm(forms.Form):
    """One criterion of R3.12."""

    met = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect)
    say = Words(max_length=2000, required=False, widget=_area(2))


class ActivityRow(forms.Form):
    """One activity of the standard cost model (R3.14), before or after."""

    name = Words(label=gettext_lazy("Hoạt động"), max_length=200, required=False)
    hours = Words(label=gettext_lazy("Giờ"), max_length=12, required=False)
    hourly_income = Words(label=gettext_lazy("Thu nhập một giờ"), max_length=16, required=False)
    direct_costs = Words(label=gettext_lazy("Chi phí trực tiếp"), max_length=16, required=False)
    fees = Words(label=gettext_lazy("Phí, lệ phí"), max_length=16, required=False)
    times_per_year = Words(label=gettext_lazy("Lần một năm"), max_length=12, required=False)
    subjects = Words(label=gettext_lazy("Số người"), max_length=12, required=False)

    def clean(self) -> dict[str, Any]:
        """Numbers as people write them: 40.000 đồng, 1,5 giờ."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("name"):
            return found
        for name in AMOUNTS:
            given = str(found.get(name) or ("1" if name == "times_per_year" else "0"))
            text = given.replace(" ", "")
            text = text.replace(",", ".") if name == "hours" else text.replace(".", "").replace(",", ".")
            try:
                amount = Decimal(text)
            except InvalidOperation:
                self.add_error(name, _("Ghi một số."))
                continue
            if not amount.is_finite() or not 0 <= amount <= 10**12:
                self.add_error(name, _("Ghi một số từ 0 trở lên."))
            found[name] = amount
        return found


ActivityRows = forms.formset_factory(ActivityRow, extra=2, max_num=40)


class OutcomeForm(forms.Form):
    """What the review recommends."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Kiến nghị"), choices=Outcome.choices, initial=Outcome.SIMPLIFY
    )
    proposal = Words(
        label=gettext_lazy("Nội dung phương án"), max_length=4000, required=False, widget=_area(4),
        help_text=gettext_lazy("Bớt giấy tờ nào, bước nào, rút ngắn bao nhiêu; sửa văn bản nào."),
    )  # fmt: skip
    on = day_field(gettext_lazy("Ngày đề xuất"))


class PaperForm(forms.Form):
    """Under which document and when."""

    symbol = Words(label=gettext_lazy("Số, ký hiệu văn bản"), max_length=60, required=False)
    on = day_field(gettext_lazy("Ngày"))


def activities_of(rows: Any) -> list[Activity]:
    """The rows that name an activity."""
    return [
        Activity(row["name"], **{name: row[name] for name in AMOUNTS})
        for row in rows.cleaned_data
        if row.get("name")
    ]


def rows_of(activities: list[Activity]) -> list[dict[str, str]]:
    """Activities as first values of their rows."""
    found = []
    for one in activities:
        row = {"name": one.name}
        for name in AMOUNTS:
            text = f"{getattr(one, name).normalize() + 0:f}"
            row[name] = text.replace(".", ",")
        found.append(row)
    return found


def answers(posted: Any, item: Any) -> list[tuple[Criterion, AnswerForm]]:
    """The four criteria, each with its answer."""
    found = []
    for one in Criterion:
        known = item.criteria.get(one.value)
        initial = {"met": "yes" if known["met"] else "no", "say": known["say"]} if known else {}
        found.append((one, AnswerForm(posted, prefix=f"c-{one.value}", initial=initial)))
    return found
