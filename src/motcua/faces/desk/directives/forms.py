"""What is typed about directives and tasks; shape only: what is missing or out of turn is said by the acts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.directives import queries
from motcua.areas.directives.choices import (
    EVERY,
    REVIEW_EVERY,
    FindingKind,
    Means,
    ReviewKind,
    clarity,
    types,
)
from motcua.areas.directives.queries import lists
from motcua.base.journal.ports import Actor
from motcua.base.people.choices import fields_of_work
from motcua.faces.desk.dialogues.forms import ActForm, day, text
from motcua.faces.desk.directives.shown import Names
from motcua.faces.ui.days import day_of
from motcua.faces.ui.narrowed import Narrowed
from motcua.rules.tasks import MONTHS, Every
from motcua.rules.vietnamese import fold

if TYPE_CHECKING:
    from motcua.areas.directives.models import Directive, Task

_DAY = re.compile(r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*[:,;–-]?\s*(.*)$")


ORDERS = 4
"""How many things to be done a session may order at once."""
RULE = ("every", "on_day", "on_month", "before", "lead")
"""The fields of what comes again."""


def _lines(said: str) -> list[str]:
    return [" ".join(one.split()) for one in said.splitlines() if one.strip()]


def _as_written(form: forms.Form, free: Container[str]) -> None:
    """What stands in the document already is shown and stays; what is blank may be filled."""
    for name, field in form.fields.items():
        value = form.initial.get(name)
        chosen = not isinstance(field, forms.ChoiceField) or field.valid_value(value)
        field.disabled = name not in free and bool(value) and chosen


class DocumentForm(ActForm):
    """A document: what it is, whose, its number and day."""

    type = forms.ChoiceField(label=gettext_lazy("Loại văn bản"))
    title = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=500)
    issuer = forms.CharField(
        label=gettext_lazy("Cơ quan ban hành"), max_length=200, required=False,
        help_text=gettext_lazy("Để trống nếu là cơ quan mình."),
    )  # fmt: skip
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"), max_length=60, required=False,
        help_text=gettext_lazy("Để trống để lấy số khi ban hành."),
    )  # fmt: skip
    signed_on = day(label=gettext_lazy("Ngày văn bản"), required=False)
    signer_name = forms.CharField(label=gettext_lazy("Người ký"), max_length=80, required=False)
    signer_position = forms.CharField(label=gettext_lazy("Chức vụ người ký"), max_length=200, required=False)
    signer_authority = forms.CharField(
        label=gettext_lazy("Thẩm quyền ký"), max_length=200, required=False,
        help_text=gettext_lazy("Như ghi trên văn bản: TM. Ủy ban nhân dân, KT. Chủ tịch. Tự ký thì để trống."),
    )  # fmt: skip
    recipients = text(
        4, label=gettext_lazy("Nơi nhận"), required=False, help_text=gettext_lazy("Mỗi dòng một nơi.")
    )
    parent = forms.ChoiceField(label=gettext_lazy("Triển khai văn bản"), required=False)
    theme = forms.TypedChoiceField(
        label=gettext_lazy("Chủ đề năm"), coerce=int, empty_value=None, required=False
    )
    field = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực công tác"), required=False,
        help_text=gettext_lazy("Để báo cáo đếm được văn bản, nhiệm vụ, vướng mắc của lĩnh vực."),
    )  # fmt: skip
    clarity = forms.ChoiceField(label=gettext_lazy("Nhiệm vụ phải rõ"), initial="5")
    file = forms.FileField(label=gettext_lazy("Tệp văn bản"), required=False)

    def __init__(self, by: Actor, *args: Any, written: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        above = [one.expected.directive for one in queries.to_carry_out(by)]
        known = dict.fromkeys([*above, *lists.directives_for(by)[:200]])
        chosen = queries.parent_for(by, str(self.initial.get("parent") or ""))
        if chosen is not None:
            known.setdefault(chosen)
        parents = [(one.code, f"{one} · {one.title[:80]}") for one in known]
        self.fields["type"].choices = [(one.code, _(one.name)) for one in types().values()]  # type: ignore[attr-defined]
        self.fields["parent"].choices = [("", _("Không")), *parents]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            ("", _("Không")), *((one.year, f"{one.year}: {one.words}") for one in queries.themes(by.agency)),
        ]  # fmt: skip
        fields = [(code, _(name)) for code, name in fields_of_work().items()]
        self.fields["field"].choices = [("", _("Không")), *fields]  # type: ignore[attr-defined]
        self.fields["clarity"].choices = [  # type: ignore[attr-defined]
            (name, f"{name} rõ: {', '.join(_(item.name).lower().removeprefix('rõ ') for item in items)}")
            for name, items in clarity().items()
        ]  # fmt: skip
        if written:
            _as_written(self, ("parent", "theme", "field"))

    def given(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return said | {"recipients": [one for one in map(str.strip, said["recipients"].splitlines()) if one]}


def document_as_typed(directive: Directive) -> dict[str, Any]:
    """A directive as its form shows it again."""
    own = directive.issuer_key == directive.agency
    return {
        "type": directive.type, "title": directive.title, "issuer": "" if own else directive.issuer,
        "number": directive.number, "signed_on": directive.signed_on,
        "parent": directive.parent.code if directive.parent else "",
        "theme": directive.theme.year if directive.theme else "", "clarity": directive.clarity,
        "field": directive.field, "recipients": "\n".join(directive.recipients),
        **{name: getattr(directive, name) for name in ("signer_name", "signer_position", "signer_authority")},
    }  # fmt: skip


class TaskForm(ActForm):
    """A task in the order in which it is thought: what, who, responsibility, by when, with what result."""

    title = forms.CharField(
        label=gettext_lazy("Nhiệm vụ"), max_length=300, widget=forms.TextInput(attrs={"autofocus": True})
    )
    content = text(3, label=gettext_lazy("Nội dung, cách làm"), required=False)
    post = forms.ChoiceField(label=gettext_lazy("Người chịu trách nhiệm chính"), required=False)
    unit = forms.ChoiceField(
        label=gettext_lazy("Đơn vị chủ trì"), required=False,
        help_text=gettext_lazy("Để trống: bộ phận của người chịu trách nhiệm."),
    )  # fmt: skip
    role = forms.CharField(
        label=gettext_lazy("Trách nhiệm"), max_length=200, required=False, initial="Chủ trì"
    )
    cooperating = text(
        2, label=gettext_lazy("Phối hợp"), required=False, help_text=gettext_lazy("Mỗi dòng một đơn vị.")
    )
    watchers = forms.MultipleChoiceField(label=gettext_lazy("Theo dõi"), required=False)
    decider = forms.ChoiceField(label=gettext_lazy("Người có thẩm quyền quyết định"), required=False)
    starts_on = day(label=gettext_lazy("Bắt đầu"), required=False)
    due_on = day(label=gettext_lazy("Hoàn thành chậm nhất"), required=False)
    milestones = text(
        2, label=gettext_lazy("Các mốc"), required=False,
        help_text=gettext_lazy("Mỗi dòng một mốc: 15/12/2026 xong dự thảo."),
    )  # fmt: skip
    product = text(2, label=gettext_lazy("Sản phẩm"), required=False)
    target = forms.CharField(label=gettext_lazy("Chỉ tiêu đo được"), max_length=300, required=False)
    criteria = text(2, label=gettext_lazy("Nghiệm thu khi"), required=False)
    field = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực công tác"), required=False,
        help_text=gettext_lazy("Để trống: theo tên nhiệm vụ, không thì theo văn bản."),
    )  # fmt: skip
    every = forms.ChoiceField(label=gettext_lazy("Lặp lại"), required=False)
    on_day = forms.IntegerField(
        label=gettext_lazy("Ngày (hằng tuần: 1 là thứ Hai)"), min_value=1, max_value=31, required=False
    )
    on_month = forms.IntegerField(
        label=gettext_lazy("Tháng (hằng quý, 6 tháng: tháng thứ mấy)"),
        min_value=1,
        max_value=12,
        required=False,
    )
    before = forms.BooleanField(label=gettext_lazy("Trước ngày đó"), required=False)
    lead = forms.IntegerField(
        label=gettext_lazy("Giao trước hạn bao nhiêu ngày"),
        min_value=0,
        max_value=366,
        required=False,
        initial=30,
    )
    error_field = {"recurs": "every"}

    def __init__(
        self, names: Names, *args: Any, clarity_of: str = "5", written: bool = False, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.names = names
        posts = names.choices()
        units = [("", ""), *sorted(names.units.items(), key=lambda one: one[1])]
        for name in ("post", "decider"):
            self.fields[name].choices = [("", _("Chọn vị trí")), *posts]  # type: ignore[attr-defined]
        self.fields["watchers"].choices = posts  # type: ignore[attr-defined]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["every"].choices = [("", _("Làm một lần")), *((str(k), v) for k, v in EVERY.items())]  # type: ignore[attr-defined]
        fields = [(code, _(name)) for code, name in fields_of_work().items()]
        self.fields["field"].choices = [("", ""), *fields]  # type: ignore[attr-defined]
        self.needs = {column for item in clarity()[clarity_of] for column in item.columns}
        for name in self.needs:
            self.fields[name].later = True  # type: ignore[attr-defined]
        if written:
            _as_written(self, ("watchers", "field"))
            for name in RULE:
                self.fields[name].disabled = bool(self.initial.get("due_on") or self.initial.get("every"))

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        units = {fold(name): key for key, name in self.names.units.items()}
        said["cooperating"] = [units.get(fold(one), one) for one in _lines(said["cooperating"])]
        said["milestones"] = self.cleaned_data.get("milestones") or []
        every, on_day, month = said.pop("every"), said.pop("on_day"), said.pop("on_month")
        before, lead = said.pop("before"), said.pop("lead")
        if every:
            month, on_day = (month if Every(every) in MONTHS else 0), (0 if every == Every.DAY else on_day)
            said["recurs"] = {
                "every": every,
                "day": on_day or 0,
                "month": month or 0,
                "before": before,
                "lead": lead or 0,
            }
        return said

    def clean_milestones(self) -> list[dict[str, Any]]:
        """Each line a day and what is ready by then."""
        found = []
        for one in _lines(self.cleaned_data["milestones"]):
            read = _DAY.match(one)
            try:
                on = dt.date(int(read[3]), int(read[2]), int(read[1])) if read else None
            except ValueError:
                on = None
            if read is None or on is None or not read[4]:
                raise forms.ValidationError(_("Ghi mốc như: 15/12/2026 xong dự thảo."))
            found.append({"on": on, "what": read[4]})
        return found


def task_as_typed(task: Task) -> dict[str, Any]:
    """A task as its form shows it again."""
    parties = list(task.parties.all())
    columns = (
        "title", "content", "post", "unit", "role", "decider", "starts_on", "due_on", "product", "target", "criteria",
        "field",
    )  # fmt: skip
    said = {name: getattr(task, name) for name in columns}
    said |= {
        "cooperating": "\n".join(one.name for one in parties if one.part == "cooperating"),
        "watchers": [one.post for one in parties if one.part == "watching"],
        "milestones": "\n".join(
            f"{day_of(one['on']):%d/%m/%Y} {one['what']}" for one in task.milestones
        ),
    }  # fmt: skip
    rule = task.recurs
    if rule:
        said |= {
            "every": rule["every"], "on_day": rule["day"] or None, "on_month": rule["month"] or None,
            "before": rule["before"], "lead": rule["lead"],
        }  # fmt: skip
    return said


# --- acts on a task --------------------------------------------------------------------------------------------


class WordsForm(ActForm):
    """A few words that may be left out."""

    words = text(2, label=gettext_lazy("Nhận xét"), required=False)


class AcceptForm(ActForm):
    """A few words; how open obstacles were removed, when there are any."""

    words = text(2, label=gettext_lazy("Nhận xét"), required=False)
    solution = text(2, label=gettext_lazy("Vướng mắc đã gỡ thế nào"), required=False)

    def __init__(self, waiting: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if waiting:
            self.fields["solution"].help_text = "; ".join(f"{one.n}. {one.words[:100]}" for one in waiting)
            self.fields["solution"].later = True  # type: ignore[attr-defined]
        else:
            del self.fields["solution"]


class ReportForm(ActForm):
    """How much is done, and what."""

    percent = forms.IntegerField(
        label=gettext_lazy("Đã xong bao nhiêu phần trăm"), min_value=0, max_value=100
    )
    words = text(3, label=gettext_lazy("Đã làm gì"), required=False)


class HandInForm(ActForm):
    """The result with its document."""

    result = text(4, label=gettext_lazy("Kết quả"), required=False)
    number = forms.CharField(label=gettext_lazy("Số văn bản kết quả"), max_length=60, required=False)
    file = forms.FileField(label=gettext_lazy("Tệp kết quả"), required=False)
    error_field = {"files": "file"}

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        file = said.pop("file")
        return {**said, "files": [file] if file else []}


class FileForm(ActForm):
    """A file."""

    scan = forms.FileField(label=gettext_lazy("Tệp"))
    error_field = {"files": "scan", "file": "scan"}


class ReasonForm(ActForm):
    """Why."""

    reason = text(3, label=gettext_lazy("Lý do"))


class UrgeForm(ActForm):
    """What is said to whoever does it."""

    words = text(2, label=gettext_lazy("Nội dung đôn đốc"))


class AskForm(ActForm):
    """Until when, and why."""

    until_on = day(label=gettext_lazy("Xin lùi hạn đến ngày"))
    reason = text(3, label=gettext_lazy("Lý do"))


class GrantForm(ActForm):
    """Until when."""

    until_on = day(label=gettext_lazy("Hạn mới"))
    answer = text(2, label=gettext_lazy("Ý kiến"), required=False)
    sure = forms.BooleanField(
        label=gettext_lazy("Tôi chắc chắn cho hạn muộn hơn ngày xin, hoặc quá một năm sau hạn đầu"),
        required=False,
    )


class MoveForm(ActForm):
    """Who goes on with it."""

    post = forms.ChoiceField(label=gettext_lazy("Giao cho"))
    reason = text(2, label=gettext_lazy("Lý do"))

    def __init__(self, names: Names, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["post"].choices = [("", _("Chọn vị trí")), *names.choices()]  # type: ignore[attr-defined]


class EntrustForm(ActForm):
    """Who answers for it in the agency that goes on with it."""

    post = forms.ChoiceField(label=gettext_lazy("Giao cho"))

    def __init__(self, names: Names, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["post"].choices = [("", _("Chọn vị trí")), *names.choices()]  # type: ignore[attr-defined]


class FieldForm(ActForm):
    """To which field of work a task belongs."""

    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực công tác"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields = [(code, _(name)) for code, name in fields_of_work().items()]
        self.fields["field"].choices = [("", _("Theo văn bản")), *fields]  # type: ignore[attr-defined]


class ObstacleForm(ActForm):
    """What stands in the way, who removes it, by when."""

    words = text(3, label=gettext_lazy("Vướng mắc"))
    solver = forms.ChoiceField(label=gettext_lazy("Ai gỡ"), required=False)
    solver_words = forms.CharField(
        label=gettext_lazy("Hoặc cơ quan nào"), max_length=200, required=False,
        help_text=gettext_lazy("Khi người gỡ không ở đơn vị mình."),
    )  # fmt: skip
    due_on = day(label=gettext_lazy("Cần gỡ xong trước ngày"))
    beyond = forms.BooleanField(label=gettext_lazy("Vượt thẩm quyền của đơn vị"), required=False)

    def __init__(self, names: Names, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["solver"].choices = [("", _("Không ở đơn vị mình")), *names.choices()]  # type: ignore[attr-defined]


class SolveForm(ActForm):
    """Which obstacle, and how it was removed."""

    n = forms.TypedChoiceField(label=gettext_lazy("Vướng mắc"), coerce=int)
    solution = text(2, label=gettext_lazy("Đã gỡ thế nào"))

    def __init__(self, waiting: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["n"].choices = [(one.n, f"{one.n}. {one.words[:100]}") for one in waiting]  # type: ignore[attr-defined]


# --- acts on a directive ---------------------------------------------------------------------------------------


class ExpectForm(ActForm):
    """Which units must issue their own document, by when."""

    units = forms.MultipleChoiceField(
        label=gettext_lazy("Bộ phận, đơn vị cấp dưới phải ban hành văn bản triển khai"), widget=Narrowed, required=False
    )  # fmt: skip
    others = text(
        2, label=gettext_lazy("Đơn vị ngoài hệ thống"), required=False,
        help_text=gettext_lazy(
            "Mỗi dòng một tên, như trường học, trạm y tế. Họ không thấy yêu cầu này ở đây; "
            "văn bản họ ban hành do mình ghi tay."
        ),
    )  # fmt: skip
    due_on = day(label=gettext_lazy("Chậm nhất ngày"))

    def __init__(self, units: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["units"].choices = list(units.items())  # type: ignore[attr-defined]
        if not units:
            del self.fields["units"]

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {**said, "others": _lines(said["others"])}


class AnswerForm(ActForm):
    """What the own unit issued."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=60)
    issued_on = day(label=gettext_lazy("Ngày ban hành"))


class NoteAnswerForm(AnswerForm):
    """What a unit issued."""

    n = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int)
    field_order = ("n",)

    def __init__(self, waiting: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["n"].choices = [  # type: ignore[attr-defined]
            (one.n, f"{one.name} ({one.number})" if one.number else one.name) for one in waiting
        ]


class ReviewForm(ActForm):
    """A session: its day, who led it, what was concluded and found."""

    kind = forms.ChoiceField(label=gettext_lazy("Kỳ"), choices=ReviewKind.choices)
    on = day(label=gettext_lazy("Ngày họp"))
    chair = forms.CharField(label=gettext_lazy("Chủ trì"), max_length=200)
    conclusion = text(4, label=gettext_lazy("Đánh giá, kết luận"))
    results = text(
        2, label=gettext_lazy("Kết quả"), required=False, help_text=gettext_lazy("Mỗi dòng một nội dung.")
    )
    findings = text(
        2, label=gettext_lazy("Hạn chế"), required=False,
        help_text=gettext_lazy("Mỗi dòng một nội dung; nội dung nào cũng giao thành nhiệm vụ được."),
    )  # fmt: skip
    causes = text(
        2, label=gettext_lazy("Nguyên nhân"), required=False, help_text=gettext_lazy("Mỗi dòng một nội dung.")
    )

    def __init__(self, names: Names, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        posts = [("", _("Chọn vị trí")), *names.choices()]
        for n in range(1, ORDERS + 1):
            self.fields[f"order{n}"] = text(
                1, label=_("Việc phải làm %(n)d") % {"n": n}, required=False,
                help_text=_("Thành nhiệm vụ ngay khi lưu; điền nốt cho đủ rõ rồi giao.") if n == 1 else "",
            )  # fmt: skip
            self.fields[f"post{n}"] = forms.ChoiceField(
                label=_("Việc %(n)d: người chịu trách nhiệm") % {"n": n}, choices=posts, required=False
            )
            self.fields[f"due{n}"] = day(label=_("Việc %(n)d: hạn") % {"n": n}, required=False)

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        kinds = (
            ("results", FindingKind.RESULT),
            ("findings", FindingKind.LACK),
            ("causes", FindingKind.CAUSE),
        )
        found = [{"kind": kind, "words": words} for name, kind in kinds for words in _lines(said[name])]
        for n in range(1, ORDERS + 1):
            words, post, due = (said[f"{name}{n}"] for name in ("order", "post", "due"))
            if words or post or due:
                found.append({"kind": FindingKind.ORDER, "words": words, "post": post, "due_on": due})
        return {**{name: said[name] for name in ("kind", "on", "chair", "conclusion")}, "findings": found}


class ReviewsForm(ActForm):
    """How often a directive is reviewed, and when next."""

    every = forms.TypedChoiceField(
        label=gettext_lazy("Bao lâu một lần"), coerce=int,
        choices=[(0, gettext_lazy("Thôi")), *((n, words) for n, words in REVIEW_EVERY.items() if n)],
    )  # fmt: skip
    first = day(label=gettext_lazy("Lần tới"), required=False)


class PartForm(ActForm):
    """What a cooperating unit did; blank at first: it takes its part upon itself."""

    words = text(
        3, label=gettext_lazy("Phần đã làm"), required=False,
        help_text=gettext_lazy("Để trống lần đầu: chỉ nhận phối hợp."),
    )  # fmt: skip
    done = forms.BooleanField(label=gettext_lazy("Đã xong phần của đơn vị"), required=False)


class CloseForm(ActForm):
    """What came of it all."""

    conclusion = text(3, label=gettext_lazy("Đánh giá chung"), required=False)


class EndForm(ActForm):
    """From when on nothing of a duty is made."""

    n = forms.TypedChoiceField(label=gettext_lazy("Nhiệm vụ định kỳ"), coerce=int)
    on = day(label=gettext_lazy("Thôi từ sau ngày"))

    def __init__(self, duties: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["n"].choices = [(one.n, f"{one.n}. {one.title[:100]}") for one in duties]  # type: ignore[attr-defined]


class ThemeForm(ActForm):
    """The theme of a year."""

    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2000, max_value=2099)
    words = forms.CharField(label=gettext_lazy("Chủ đề"), max_length=300)
    focus = text(
        3, label=gettext_lazy("Trọng tâm"), required=False, help_text=gettext_lazy("Mỗi dòng một trọng tâm.")
    )
    source = forms.CharField(label=gettext_lazy("Theo văn bản"), max_length=200, required=False)

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {**said, "focus": _lines(said["focus"])}


class DisseminateForm(ActForm):
    """A session that was held: when, how, for which units, who came, what proves it."""

    on = day(label=gettext_lazy("Ngày tổ chức"))
    means = forms.ChoiceField(label=gettext_lazy("Hình thức"), choices=Means.choices)
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị được quán triệt"), widget=forms.CheckboxSelectMultiple
    )
    audience = forms.CharField(label=gettext_lazy("Thành phần dự"), max_length=800)
    present = forms.IntegerField(label=gettext_lazy("Số người dự"), min_value=1, max_value=1_000_000)
    proof = forms.CharField(
        label=gettext_lazy("Văn bản làm chứng"), max_length=800,
        help_text=gettext_lazy("Giấy mời, biên bản, danh sách ký nhận: số, ngày."),
    )  # fmt: skip

    def __init__(self, units: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["units"].choices = list(units.items())  # type: ignore[attr-defined]
