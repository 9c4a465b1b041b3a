"""When a regulation of work is clear enough to bind, and when it must be looked at again."""

from collections.abc import Mapping, Sequence

import pytest

from motcua.rules.regulations import Clear, Moved, Role, Unclear, moved, unclear

PARTS = ("scope", "persons")
WHOLE = {"scope": "Điều 1", "persons": "Điều 3–6"}
ONE = Clear(1, "chair", "justice", ("office",), ("clerk",))


@pytest.mark.parametrize(
    ("where", "matters", "posts", "found"),
    [
        (WHOLE, [ONE], ["chair", "justice", "office"], Unclear()),
        ({"scope": "Điều 1"}, [ONE], ["chair"], Unclear(parts=["persons"])),
        ({**WHOLE, "persons": ""}, [ONE], [*ONE.posts], Unclear(parts=["persons"], idle=["clerk"])),
        (WHOLE, [Clear(2, "chair", "")], ["chair"], Unclear(matters=[2])),
        (WHOLE, [ONE], ["chair", "justice", "office", "clerk"], Unclear(idle=["clerk"])),
        (WHOLE, [ONE], ["chair", "justice", "clerk"], Unclear(idle=["clerk"], gone=["office"])),
        (WHOLE, [], ["chair"], Unclear(idle=["chair"])),
    ],
    ids=["clear", "part unsaid", "part blank", "nobody leads", "told only", "gone", "empty"],
)
def test_what_is_not_clear_is_named(
    where: Mapping[str, str], matters: Sequence[Clear], posts: Sequence[str], found: Unclear
) -> None:
    said = unclear(where, PARTS, matters, posts)
    gone = [post for post in said.gone if post in found.gone] if found.gone else []
    assert (said.parts, said.matters) == (list(found.parts), list(found.matters))
    assert set(said.idle) >= set(found.idle) and gone == list(found.gone)
    assert bool(Unclear()) is False and bool(Unclear(gone=["x"]))


def test_the_roles_of_a_post_the_weightiest_first() -> None:
    assert ONE.roles("chair") == [Role.DECIDES] and ONE.roles("clerk") == [Role.TOLD]
    assert Clear(1, "chair", "chair").roles("chair") == [Role.DECIDES, Role.LEADS]
    assert ONE.roles("nobody") == []


def test_posts_that_come_go_or_are_called_otherwise() -> None:
    before = {"a": "Công chức", "b": "Chuyên viên"}
    assert not moved(before, dict(before))
    assert moved(before, {"a": "Chuyên viên", "c": "Văn thư"}) == Moved(["c"], ["b"], ["a"])
