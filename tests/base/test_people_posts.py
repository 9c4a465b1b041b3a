"""Who acts in which post: appointments, delegations, tokens, accounts."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.queries import NoPost
from motcua.base.people import actions, policies, queries
from motcua.base.people.models import Account, ApiToken, Delegation, Holding
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from tests.base.people_samples import AT, TODAY, account, acting, post

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def fresh_tokens() -> None:
    queries.forget_tokens()


def delegate(by: Actor = SYSTEM, **given: object) -> Delegation:
    said = {
        "from_post": "chair", "to_post": "vice-chair", "duties": ["sign"], "valid_from": TODAY,
        "valid_to": TODAY + 7 * DAY, "instrument": "45/GUQ-UBND",
    }  # fmt: skip
    return actions.delegate(by=by, at=AT, **{**said, **given})  # type: ignore[arg-type]


# --- appointments -------------------------------------------------------------------------------------------


def test_an_official_acts_in_the_posts_held_today() -> None:
    reception = post("one-stop-1", "receive", "return", fields=("Hộ tịch",))
    holder = account("lan", reception)
    assert queries.actors_for_account(holder.pk, TODAY) == [
        Actor(
            post="one-stop-1",
            title="Vị trí one-stop-1",
            unit="00145-a",
            agency="00145",
            duties=frozenset({"receive", "return"}),
            fields=frozenset({"Hộ tịch"}),
            account=holder.pk,
            name="Họ tên lan",
        )
    ]
    assert queries.actors_for_account(holder.pk, dt.date(2026, 1, 4)) == []
    assert queries.holder_names("one-stop-1", TODAY) == ["Họ tên lan"]


def test_an_ended_appointment_ends_that_day() -> None:
    holder = account("lan", post("one-stop-1", "receive"))
    holding = Holding.objects.get()
    actions.end_appointment(by=SYSTEM, at=AT, holding=holding.pk, valid_to=TODAY + DAY)
    assert queries.actors_for_account(holder.pk, TODAY)
    assert queries.actors_for_account(holder.pk, TODAY + DAY) == []
    with pytest.raises(actions.AlreadyEnded):
        actions.end_appointment(by=SYSTEM, at=AT, holding=holding.pk, valid_to=TODAY + 2 * DAY)


def test_a_closed_account_or_a_post_that_is_gone_acts_no_more() -> None:
    reception = post("one-stop-1", "receive")
    holder = account("lan", reception)
    reception.valid_to = TODAY
    reception.save()
    assert queries.actors_for_account(holder.pk, TODAY) == []
    assert queries.actors_for_account(holder.pk, TODAY - DAY)
    actions.close_account(by=SYSTEM, at=AT, account=holder.pk, reason="left")
    assert queries.actors_for_account(holder.pk, TODAY - DAY) == []
    with pytest.raises(NoPost):
        queries.actor_for_post("one-stop-1", TODAY)


def test_one_person_holds_a_post_once_at_a_time() -> None:
    reception = post("one-stop-1", "receive")
    holder = account("lan", reception)
    given = {"by": SYSTEM, "at": AT, "account": "lan", "post": "one-stop-1", "instrument": "13/QĐ-UBND"}
    with pytest.raises(actions.AlreadyHolds):
        actions.appoint(**given, valid_from=TODAY)
    before = actions.appoint(**given, valid_from=dt.date(2025, 8, 1), valid_to=dt.date(2026, 1, 5))
    assert before.account == holder
    with pytest.raises(Invalid):
        actions.appoint(**given, valid_from=TODAY, valid_to=TODAY)
    with pytest.raises(NotFound):
        actions.appoint(**{**given, "account": "nobody"}, valid_from=TODAY)


def test_only_administrators_appoint_and_nobody_appoints_themselves() -> None:
    post("chair", "sign", "head")
    post("one-stop-1", "receive")
    admin = account("minh", post("admin", "admin"))
    other = account("lan")
    by = queries.actors_for_account(admin.pk, TODAY)[0]
    given = {"at": AT, "valid_from": TODAY, "instrument": "12/QĐ-UBND"}
    with pytest.raises(NotAllowed):
        actions.appoint(by=by, account=admin, post="chair", **given)
    with pytest.raises(NotAllowed):
        actions.appoint(by=acting("chair"), account=other, post="one-stop-1", **given)
    actions.appoint(by=by, account=other, post="one-stop-1", **given)
    event = Event.objects.filter(kind="post.appointed").latest("seq")
    assert (event.by_post, event.subject, event.unit) == ("admin", "post:one-stop-1", "00145")
    assert "lan" not in str(event.facts)
    assert "Họ tên" not in str(event.facts)


def test_an_actor_that_only_looks_like_the_system_is_not_the_system() -> None:
    likeness = Actor(post="system", title="Hệ thống", unit="", agency="")
    assert not policies.can_administer(likeness)


# --- delegations --------------------------------------------------------------------------------------------


def test_a_delegate_acts_for_the_post_that_delegated_in_its_duties_and_unit() -> None:
    post("chair", "sign", "direct", fields=("Đất đai",))
    deputy = account("hoa", post("vice-chair", "review"))
    delegate()
    own, lent = queries.actors_for_account(deputy.pk, TODAY)
    assert (own.post, own.on_behalf_of, own.duties) == ("vice-chair", "", {"review"})
    assert (lent.post, lent.on_behalf_of, lent.duties) == ("vice-chair", "chair", {"sign"})
    assert lent.fields == {"Đất đai"}
    assert len(queries.actors_for_account(deputy.pk, TODAY + 6 * DAY)) == 2
    assert len(queries.actors_for_account(deputy.pk, TODAY + 7 * DAY)) == 1


def test_a_duty_the_post_has_lost_is_not_lent_any_more() -> None:
    chair = post("chair", "sign", "direct")
    deputy = account("hoa", post("vice-chair", "review"))
    delegate(duties=["sign", "direct"])
    chair.duties = ["direct"]
    chair.save()
    assert queries.actors_for_account(deputy.pk, TODAY)[1].duties == {"direct"}


def test_a_revoked_delegation_ends_today() -> None:
    post("chair", "sign")
    deputy = account("hoa", post("vice-chair", "review"))
    given = delegate()
    actions.revoke_delegation(by=acting("chair"), at=AT, delegation=given)
    assert len(queries.actors_for_account(deputy.pk, TODAY)) == 1
    with pytest.raises(actions.AlreadyEnded):
        actions.revoke_delegation(by=acting("chair"), at=AT, delegation=given)
    assert [event.kind for event in Event.objects.filter(subject="post:chair").order_by("seq")] == [
        "post.delegated",
        "post.delegation_revoked",
    ]


def test_who_may_delegate() -> None:
    post("chair", "sign")
    post("vice-chair", "review")
    post("one-stop-head", "head")
    post("other-head", "head", agency="00118")
    post("one-stop-1", "receive")
    post("admin", "admin")
    for allowed in ("chair", "one-stop-head", "admin"):
        delegate(acting(allowed))
    for refused in ("vice-chair", "one-stop-1", "other-head"):
        with pytest.raises(NotAllowed):
            delegate(acting(refused))


def test_who_administers_gets_no_work_of_others_by_delegation() -> None:
    post("chair", "sign", "direct")
    own, desk = post("admin", "admin"), post("one-stop-1", "receive")
    holder = account("minh", own)
    for by in (acting("admin"), acting("chair"), SYSTEM):
        with pytest.raises(Invalid, match="quản trị hệ thống"):
            delegate(by, to_post="admin")
    actions.appoint(
        by=SYSTEM, at=AT, account=holder.pk, post=desk.code, valid_from=TODAY, instrument="12/QĐ-UBND"
    )
    by = next(actor for actor in queries.actors_for_account(holder.pk, TODAY) if actor.post == "admin")
    with pytest.raises(Invalid, match="tự ủy quyền"):
        delegate(by, to_post="one-stop-1")
    delegate(acting("chair"), to_post="one-stop-1", duties=["direct"])


def test_what_is_held_by_delegation_cannot_be_delegated_on() -> None:
    post("chair", "sign", "head")
    deputy = account("hoa", post("vice-chair", "review"))
    post("one-stop-1", "receive")
    delegate(duties=["sign", "head"])
    lent = queries.actors_for_account(deputy.pk, TODAY)[1]
    with pytest.raises(NotAllowed):
        delegate(lent, to_post="one-stop-1")


def test_delegations_that_make_no_sense_are_refused() -> None:
    post("chair", "sign")
    post("vice-chair", "review")
    post("elsewhere", "review", agency="00118")
    with pytest.raises(actions.NothingToDelegate):
        delegate(duties=["sign", "admin"])
    with pytest.raises(actions.NothingToDelegate):
        delegate(duties=[])
    with pytest.raises(actions.AnotherAgency):
        delegate(to_post="elsewhere")
    with pytest.raises(Invalid):
        delegate(to_post="chair")
    with pytest.raises(Invalid):
        delegate(valid_to=TODAY)
    with pytest.raises(Invalid):
        delegate(instrument=" ")
    assert not Delegation.objects.exists()


# --- tokens -------------------------------------------------------------------------------------------------


def test_a_token_acts_in_its_post_with_one_query_and_then_none() -> None:
    post("one-stop-1", "receive")
    raw = actions.make_token(by=SYSTEM, at=AT, post="one-stop-1", name="thử")
    assert raw.startswith("mc_")
    assert raw not in str(ApiToken.objects.values())
    with CaptureQueriesContext(
        connection,
    ) as queries_run:
        actor = queries.actor_for_token(raw, TODAY)
    assert len(queries_run) == 1
    assert actor == acting("one-stop-1")
    with CaptureQueriesContext(connection) as queries_run:
        assert queries.actor_for_token(raw, TODAY) == actor
    assert len(queries_run) == 0


def test_a_revoked_or_unknown_token_opens_nothing() -> None:
    post("one-stop-1", "receive")
    raw = actions.make_token(by=SYSTEM, at=AT, post="one-stop-1")
    assert queries.actor_for_token(raw, TODAY)
    actions.revoke_token(by=SYSTEM, at=AT, token=raw)
    assert queries.actor_for_token(raw, TODAY) is None
    assert queries.actor_for_token(raw + "x", TODAY) is None
    assert queries.actor_for_token("", TODAY) is None
    with pytest.raises(actions.AlreadyRevoked):
        actions.revoke_token(by=SYSTEM, at=AT, token=raw)


def test_a_token_of_another_process_is_forgotten_within_five_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    post("one-stop-1", "receive")
    raw = actions.make_token(by=SYSTEM, at=AT, post="one-stop-1")
    moment = 1000.0
    monkeypatch.setattr(queries.time, "monotonic", lambda: moment)
    assert queries.actor_for_token(raw, TODAY)
    ApiToken.objects.update(revoked_at=AT)
    moment += 4.9
    assert queries.actor_for_token(raw, TODAY)
    moment += 0.2
    assert queries.actor_for_token(raw, TODAY) is None


def test_a_token_lives_as_long_as_its_post() -> None:
    gone = post("one-stop-1", "receive")
    gone.valid_to = TODAY + DAY
    gone.save()
    raw = actions.make_token(by=SYSTEM, at=AT, post="one-stop-1")
    assert queries.actor_for_token(raw, TODAY)
    assert queries.actor_for_token(raw, TODAY + DAY) is None
    assert queries.actor_for_token(raw, dt.date(2025, 6, 30)) is None


def test_only_administrators_make_tokens() -> None:
    post("one-stop-1", "receive")
    post("chair", "sign", "head", "direct")
    with pytest.raises(NotAllowed):
        actions.make_token(by=acting("chair"), at=AT, post="one-stop-1")
    assert not ApiToken.objects.exists()


# --- accounts -----------------------------------------------------------------------------------------------


def test_accounts_need_a_good_password_and_a_free_name() -> None:
    given = {"by": SYSTEM, "at": AT, "name": "Trần Thị Lan"}
    for password in ("quá ngắn", "lan.tran", "megaparol12345", "Trần Thị Lan 123"):
        with pytest.raises(Invalid) as refused:
            actions.open_account(**given, username="lan.tran", password=password)
        assert {fault.field for fault in refused.value.faults} == {"password"}
    with pytest.raises(Invalid):
        actions.open_account(**given, username="hai từ")
    actions.open_account(**given, username="lan.tran", password="một cửa bạn nào cũng mở")
    with pytest.raises(actions.UsernameTaken):
        actions.open_account(**given, username="lan.tran")


def test_a_password_with_braces_is_refused_in_plain_words() -> None:
    with pytest.raises(Invalid) as refused:
        actions.open_account(by=SYSTEM, at=AT, username="{x}", name="", password="{x}{x}")
    assert all("{" not in str(fault) for fault in refused.value.faults)


def test_a_temporary_password_replaces_the_earlier_one() -> None:
    holder = account("lan")
    raw = actions.reset_password(by=SYSTEM, at=AT, account="lan")
    again = Account.objects.get(pk=holder.pk)
    assert again.check_password(raw)
    assert policies.password_long_enough(len(raw), second_factor=False)


def test_an_administrator_cannot_close_or_reset_themselves() -> None:
    admin = account("minh", post("admin", "admin"))
    by = queries.actors_for_account(admin.pk, TODAY)[0]
    for verb, more in ((actions.close_account, {"reason": "left"}), (actions.reset_password, {})):
        with pytest.raises(NotAllowed):
            verb(by=by, at=AT, account=admin.pk, **more)
    other = account("lan")
    assert not actions.close_account(by=by, at=AT, account="lan", reason="left").is_active
    assert actions.reopen_account(by=by, at=AT, account=other).is_active


@pytest.mark.parametrize(("days", "closed"), [(0, False), (45, False), (46, True), (400, True)])
def test_an_account_closes_after_45_idle_days(days: int, closed: bool) -> None:
    holder = account("lan")
    actions.note_use(holder.pk, TODAY - days * DAY)
    assert actions.close_if_idle(holder.pk, AT) is closed
    assert Account.objects.get().is_active is not closed
    assert Event.objects.filter(kind="account.closed", facts={"reason": "idle"}).exists() is closed
    assert actions.close_if_idle(holder.pk, AT) is False


def test_idleness_counts_from_the_first_use() -> None:
    holder = account("lan")
    assert actions.close_if_idle(holder.pk, AT + 400 * DAY) is False
