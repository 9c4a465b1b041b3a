"""What is typed about periodic reports; shape only: what is asked of it is said by the acts, at the field."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.reports import queries
from motcua.areas.reports.choices import SentBy, templates
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import posts_on
from motcua.base.people.queries import holder_names_of
from motcua.faces.desk.dialogues.forms import ActForm, day, text
from motcua.rules.report_windows import WEEKDAYS, WINDOWS, By, Cycle

OUTSIDE = "ngoai"


def posts_of_unit(agency: str, unit: str, on: dt.date) -> list[tuple[str, str]]:
    """Posts of a unit with who holds them; of an agency all of them."""
    holders = holder_names_of(agency, on)
    return [
        (post.code, " · ".join([post.title, ", ".join(holders.get(post.code, []))]).rstrip(" ·"))
        for post in posts_on(on, agency=agency)
        if "admin" not in post.duties and unit in (post.unit_id, agency)
    ]


def _templates() -> list[tuple[str, str]]:
    return [(one.code, f"{one.title} {one.about.replace(' {period}', '')}") for one in templates().values()]


def yearly() -> list[tuple[str, str]]:
    """Templates of reports that come once a year."""
    known = templates()
    return [(code, name) for code, name in _templates() if WINDOWS[known[code].window].cycle is Cycle.YEAR]


class DutyForm(ActForm):
    """Which units report, on which template, to whom, by when."""

    error_field = {"unit": "units", "due_n": "days", "recipient_unit": "recipient_unit"}

    template = forms.ChoiceField(label=gettext_lazy("Mẫu báo cáo"))
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị phải báo cáo"), widget=forms.CheckboxSelectMultiple
    )
    recipient_unit = forms.ChoiceField(
        label=gettext_lazy("Báo cáo gửi đến"),
        help_text=gettext_lazy("Bộ phận, đơn vị cấp dưới gửi về cơ quan này; cơ quan gửi lên trên, ra ngoài."),
    )  # fmt: skip
    recipient = forms.CharField(label=gettext_lazy("Tên nơi nhận bên ngoài"), max_length=200, required=False)
    post = forms.ChoiceField(
        label=gettext_lazy("Người lập báo cáo của cơ quan"), required=False,
        help_text=gettext_lazy("Đơn vị khác tự giao người lập; chưa giao thì người đứng đầu đơn vị lập."),
    )  # fmt: skip
    by = forms.ChoiceField(
        label=gettext_lazy("Hạn gửi tính theo"),
        choices=[
            (By.WORKING_DAYS, gettext_lazy("Số ngày làm việc sau ngày chốt số liệu")),
            (By.WEEKDAY, gettext_lazy("Một ngày trong tuần sau kỳ số liệu")),
            (By.DAY, gettext_lazy("Một ngày của tháng sau kỳ số liệu")),
            (By.BEFORE, gettext_lazy("Trước một ngày cố định hằng năm")),
        ],
    )  # fmt: skip
    days = forms.IntegerField(
        label=gettext_lazy("Số ngày làm việc, hoặc ngày trong tháng"),
        min_value=0,
        max_value=31,
        required=False,
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Thứ"), choices=list(enumerate(WEEKDAYS)), coerce=int, required=False, initial=4
    )
    month = forms.IntegerField(
        label=gettext_lazy("Tháng"), min_value=1, max_value=12, required=False,
        help_text=gettext_lazy("Chỉ khi hạn là một ngày cố định, ví dụ trước 30/11."),
    )  # fmt: skip
    lead_days = forms.IntegerField(
        label=gettext_lazy("Mở báo cáo trước hạn (ngày)"), min_value=0, max_value=120, initial=7
    )
    instrument = forms.CharField(label=gettext_lazy("Văn bản giao báo cáo"), max_length=200, required=False)
    valid_from = day(label=gettext_lazy("Áp dụng từ ngày"))

    def __init__(self, by: Actor, on: dt.date, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.actor, units = by, queries.units_to_ask(by, on)
        above = queries.superior_of(by.agency, on)
        choices: dict[str, list[Any]] = {
            "template": [("", _("Chọn mẫu báo cáo")), *_templates()],
            "units": [(one.key, one.name) for one in units],
            "recipient_unit": [
                (by.agency, next(one.name for one in units if one.key == by.agency)),
                *([(above.key, above.name)] if above is not None and above.level != Level.DIVISION else []),
                (OUTSIDE, _("Cơ quan, tổ chức bên ngoài")),
            ],
            "post": [("", _("Người đứng đầu đơn vị")), *posts_of_unit(by.agency, by.agency, on)],
        }  # fmt: skip
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = on

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        kind = said.pop("by")
        days, weekday, month = (said.pop(name) for name in ("days", "weekday", "month"))
        n = weekday if kind == By.WEEKDAY else days
        said["due"] = {"by": kind, "n": n or 0, "month": month or 0}
        if said["recipient_unit"] == OUTSIDE:
            said["recipient_unit"] = ""
        else:
            said["recipient"] = ""
        return said


class AssignForm(ActForm):
    """Who writes these reports."""

    post = forms.ChoiceField(label=gettext_lazy("Người lập báo cáo"), required=False)

    def __init__(self, agency: str, unit: str, on: dt.date, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        found = posts_of_unit(agency, unit, on)
        self.fields["post"].choices = [("", _("Người đứng đầu đơn vị")), *found]  # type: ignore[attr-defined]


class ReasonForm(ActForm):
    """What is to be mended, or why it is corrected."""

    reason = text(3, label=gettext_lazy("Cần sửa gì"))


class WithoutForm(ActForm):
    """What an agency's report does not say, and why it goes all the same."""

    without = text(3, label=gettext_lazy("Lý do trình khi chưa có"))

    def __init__(self, found: queries.Standing, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        told = [*(one.title for one in found.blank), *(one.heading for one in found.unwritten)]
        self.fields["without"].help_text = _(
            "Lý do được in trong báo cáo cùng những điều còn thiếu: %(what)s."
        ) % {"what": "; ".join(told)}


class SendForm(ActForm):
    """Which way it left."""

    way = forms.ChoiceField(
        label=gettext_lazy("Gửi bằng cách nào"),
        choices=[(value, label) for value, label in SentBy.choices if value != SentBy.HERE],
    )
