"""What a paragraph tells: tasks of its sentences, what of it is told and what nobody could read."""

import datetime as dt
import re
from dataclasses import replace

from motcua.rules.reading import formulas, units
from motcua.rules.reading.announcing import Announcing
from motcua.rules.reading.labels import Labels, Named, labelled, take
from motcua.rules.reading.lines import Lines, Piece
from motcua.rules.reading.outline import Item
from motcua.rules.reading.sentences import LONGEST
from motcua.rules.reading.timing import timings
from motcua.rules.reading.work import Task, Where

MOST = 3_000
"""Tasks that are read of a text: a document of three hundred pages has some two thousand."""
COUNTED = frozenset({"number", "decimal", "bracket", "small"})
"""Items with a number or a letter: whatever such a one has until a day is a task, or is said to be none."""


class Telling(Announcing):
    """The paragraphs of one document."""

    def __init__(
        self, lines: Lines, on: dt.date | None, *, norms: bool, report: bool, prose: bool, issuer: str
    ) -> None:
        super().__init__(lines, on, norms=norms, issuer=issuer)
        self.report, self.prose = report, prose
        self.found = list[Task]()
        self.unread = list[Piece]()
        self.told = list[Piece]()
        self.cut = False

    def paragraph(self, piece: Piece, where: Where, group: list[Piece], *, item: Item | None = None) -> None:
        if where.skip or piece.end - piece.start < 12:
            return
        if self.report and not where.work:
            self._asked(piece)
            return
        if labelled(self.source, piece.start, piece.end):
            labels = Labels()
            rest = take(self.source, piece, labels)
            if rest and rest[1] - rest[0] > 20 and (labels.lead or labels.time):
                times = tuple(timings(self.source, *labels.time, self.on, said=True)) if labels.time else ()
                lead = tuple(labels.lead) or self._led(*rest)
                self.found.append(Task(rest[0], rest[1], lead or where.lead, tuple(labels.cooperating),
                                       times or self.times(*rest), labels.time, labels.product, 0.92,
                                       not lead))  # fmt: skip
                return
        last: int | None = None
        first = True
        for start, end in self.sentences(piece):
            if len(self.found) >= MOST:
                self.cut = True
                return
            said = self.text[start:end]
            if (
                formulas.NOT_TASK.search(said)
                and not formulas.REAL_WORK.search(said)
                and not self._until(start, end)
            ) or (item is None and formulas.ANNOUNCES.search(said)):
                last, first = None, False
                continue
            given = self.subject(start, end, inherits=bool(where.lead), under=where.direct)
            if given and item is None and given[3] and self._only_that(given[1], end):
                last, first = None, False
                continue
            may = given and re.search(r"\scó quyền\W*$", self.text[given[0] : given[1]])
            if given and (may or formulas.TOLD_OF.match(self.text, given[1])):
                last, first = None, False
                continue
            if (
                given
                and item is None
                and (said.rstrip().endswith(":") or self.itself(given[0], given[1]))
                and formulas.DECIDES.match(self.text, given[1])
            ):
                last, first = None, False
                continue
            if (
                given
                and self.prose
                and not (where.work or where.lead)
                and not self._orders(start, end, given)
            ):
                self.told.append(Piece(start, end))
                last, first = None, False
                continue
            if given and (
                not self.norms
                or given[3]
                or where.duties
                or self.bound(given[0], given[2])
                or self.dated(start, end)
            ):
                lead_start, lead_end, _, give = given
                lead = tuple(units.listed(self.text, lead_start, lead_end))
                helpers = self.helpers(lead_end, end)
                times = (
                    self.times(start, end)
                    or self.always(lead_end)
                    or (self.always(helpers[-1][2]) if helpers else ())
                )
                if said.startswith("Đối với"):
                    times = tuple(time for time in times if time.start >= lead_start)
                self.found.append(
                    Task(
                        start,
                        end,
                        lead,
                        helpers,
                        times,
                        None,
                        None,
                        0.6 if self.prose else 0.92 if give or where.work else 0.8,
                    )
                )
                last = len(self.found) - 1
            elif (
                not given
                and where.lead
                and (first or last is None)
                and (
                    self.acts(start)
                    or (
                        first
                        and (item is not None or where.direct)
                        and not formulas.NOT_DONE.match(said)
                        and not units.begins(self.text, start)
                    )
                )
            ):
                times = self.times(start, end)
                self.found.append(
                    Task(
                        start,
                        end,
                        where.lead,
                        self.helpers(start, end) or where.helpers,
                        times,
                        confidence=0.85,
                        inherited=True,
                    )
                )
                last = len(self.found) - 1
            elif not given and last is not None:
                self._follow(start, end, last)
                last = len(self.found) - 1
            elif (
                not given
                and where.work
                and self.acts(start)
                and not formulas.DECIDES.match(said[:1].lower() + said[1:])
                and self.dated(start, end)
            ):
                self.found.append(Task(start, end, times=self.times(start, end), confidence=0.6))
                last = len(self.found) - 1
            elif where.content and first and item and item.kind in {"number", "decimal"} and self.acts(start):
                self.found.append(Task(start, end, times=self.times(start, end), confidence=0.5))
                last = len(self.found) - 1
            elif (
                (where.work and units.begins(self.text, start))
                or (item and item.kind in COUNTED and (where.work or not self.norms))
            ) and self.dated(start, end):
                self.unread.append(Piece(start, end))
            first = False

    def _asked(self, piece: Piece) -> None:
        """What a document that only tells asks of somebody ("Đề nghị Chủ tịch UBND phường …", "UBND xã giao …")."""
        for start, end in self.sentences(piece):
            said = self.text[start:end]
            given = self.subject(start, end)
            if (
                given is None
                or not given[3]
                or said.endswith(":")
                or self.past(start, end)
                or formulas.NOT_TASK.search(said)
                or self._only_that(given[1], end)
            ):
                continue
            lead = tuple(units.listed(self.text, given[0], given[1]))
            self.found.append(
                Task(start, end, lead, self.helpers(given[1], end), self.times(start, end), confidence=0.7)
            )

    def _only_that(self, at: int, end: int) -> bool:
        """Whether all that is asked is what every document asks: to care, to help, to carry it out."""
        return bool(formulas.ALL_ASK.fullmatch(self.text, at, end))

    def _until(self, start: int, end: int) -> bool:
        """Whether words that end every document order something until a day ("Nhận được …, yêu cầu …")."""
        return bool(formulas.ASKS.match(self.text, start)) and self.dated(start, end)

    def _orders(self, start: int, end: int, given: tuple[int, int, int, bool]) -> bool:
        """Whether a sentence of prose gives work, expressly or until a day, and tells of none already given."""
        return (given[3] or self.dated(start, end)) and not self.past(start, end)

    def _led(self, start: int, end: int) -> tuple[Named, ...]:
        given = self.subject(start, end)
        return tuple(units.listed(self.text, given[0], given[1])) if given else ()

    def plain(self, item: Item, where: Where) -> None:
        if item.kind in {"number", "decimal"} and self.acts(item.body.start) and not self.norms:
            self.found.append(
                Task(item.body.start, item.body.end, where.lead, confidence=0.5, inherited=bool(where.lead))
            )

    def _follow(self, start: int, end: int, last: int) -> None:
        """A sentence after a task: a task of its own when it has a time of its own, else part of it."""
        task = self.found[last]
        times = self.times(start, end)
        if times and self.acts(start):
            self.found.append(
                Task(start, end, task.lead, self.helpers(start, end), times, confidence=0.75, inherited=True)
            )
        elif end - task.start <= LONGEST:
            self.found[last] = replace(
                task,
                end=end,
                times=task.times or times,
                cooperating=task.cooperating or (self.helpers(start, end) if not times else ()),
            )
