"""Tasks: who is given what to do, with whom, until when; from sentences, from items under the name of a body, from
lines
"Đơn vị chủ trì: …", from rows of tables. Nobody is made responsible whom the text does not name."""

import datetime as dt
import re
from dataclasses import replace

from motcua.rules.reading import announcing
from motcua.rules.reading.labels import Labels, labelled, take
from motcua.rules.reading.lines import Lines, Piece
from motcua.rules.reading.outline import Item
from motcua.rules.reading.telling import COUNTED, Telling
from motcua.rules.reading.timing import timings
from motcua.rules.reading.work import Task, Where


class Reader(Telling):
    """Reads the tasks of one document."""

    def __init__(
        self,
        lines: Lines,
        on: dt.date | None,
        *,
        norms: bool = False,
        report: bool = False,
        prose: bool = False,
        issuer: str = "",
    ) -> None:
        super().__init__(lines, on, norms=norms, report=report, prose=prose, issuer=issuer)

    def read(self, loose: list[Piece], items: list[Item]) -> list[Task]:
        """The tasks of paragraphs without an item and of a tree of items."""
        where = Where(work=not self.norms and not self.report and not self.prose)
        for piece in loose:
            if lead := self.addressed(piece):
                where = replace(where, lead=lead, work=True)
            else:
                self.paragraph(piece, where, [])
        for item in items:
            self._item(item, replace(where))
        return self.found

    def missed(self) -> list[Piece]:
        """Sentences that name a day and begin with a body or stand in a numbered item, and are part of no task: a
        person looks at them."""
        return [
            one for one in self.unread
            if not any(task.start <= one.start < task.end for task in self.found)
        ]  # fmt: skip

    def _item(self, item: Item, where: Where) -> None:
        said = self.folded[item.body.start : item.body.end].strip()
        heading = self.heads(item)
        if heading:
            short = " ".join(said.split())[:120].rstrip(" .:;")
            if announcing.SKIP.match(short) or (
                self.norms and announcing.LISTS.search(" ".join(said.split()))
            ):
                where = replace(where, skip=True, content=False, lead=())
            elif (
                item.kind
                in {
                    "part",
                    "chapter",
                    "section",
                    "article",
                    "roman",
                    "letter",
                    "number",
                }
                and announcing.WORK.search(short)
                and not (self.norms and short.startswith("thoi gian"))
            ):
                content = bool(announcing.CONTENT.match(short)) or (
                    where.content and item.kind not in {"roman", "letter", "part"}
                )
                where = replace(
                    where, skip=False, work=True, content=content and item.kind not in {"article"}
                )
                if item.kind in {"roman", "letter", "part", "chapter", "section", "article"}:
                    where.lead = ()
            if item.kind == "article":
                where.duties = bool(announcing.DUTIES.search(short))
            if lead := self.bodies(item.body) or self.addressed(item.body):
                helpers = self.helpers(item.body.start, item.body.end)
                direct = item.kind in {"roman", "letter", "number", "decimal", "bracket", "small"}
                where = replace(
                    where, lead=lead, helpers=helpers, work=True, skip=False, content=False, direct=direct
                )
        before = len(self.found)
        group = list[Piece]() if heading else [item.body]
        if not heading:
            self.paragraph(item.body, where, [], item=item)
        if heading and not item.items and not item.more and where.content and not where.skip:
            self.plain(item, where)
        self._rest(item, where, group, before)
        if (
            heading
            and item.kind in COUNTED
            and len(self.found) == before
            and not (where.skip or self.norms or (self.report and not where.work))
            and self.dated(item.body.start, item.body.end)
        ):
            self.unread.append(item.body)
        if heading and announcing.WHEN.match(self.folded, item.body.start, item.body.end):
            self._under(item, before)

    def _under(self, item: Item, before: int) -> None:
        """Tasks under a heading that is a time ("I. Quý I") are of that time where they name none."""
        times = tuple(timings(self.source, item.body.start, item.body.end, self.on, said=True))
        if len(times) == 1:
            self.found[before:] = [
                task if task.times else replace(task, times=times, confidence=min(task.confidence, 0.8))
                for task in self.found[before:]
            ]

    def _rest(self, item: Item, where: Where, group: list[Piece], before: int) -> None:
        """What stands under an item, in its order; lines of labels belong to what stands before them."""
        pending, since = list(group), before
        labels = Labels()
        flow: list[tuple[Piece, Item | None]] = [(piece, None) for piece in item.more]
        flow += [(Piece(child.mark.start, child.body.end), child) for child in item.items]
        flow.sort(key=lambda one: one[0].start)
        for piece, child in flow:
            if (
                labelled(self.source, piece.start, piece.end)
                and (child is None or not child.items or self._only_labels(child))
                and not (child is not None and self._says_more(child))
            ):
                rest = take(self.source, piece, labels)
                if rest and rest[1] - rest[0] > 25:
                    pending.append(Piece(*rest))
                for more in child.more if child else ():
                    take(self.source, more, labels)
                continue
            if labels.any:
                self._close(item, pending, since, labels, where)
                pending, since, labels = [], len(self.found), Labels()
            if child is None and (lead := self.addressed(piece)):
                where = replace(where, lead=lead, skip=False, direct=False)
            elif child is None and (lead := self.over_its_work(piece, item)):
                where = replace(where, lead=lead, work=True, skip=False, direct=True)
            elif child is None:
                begun = len(self.found)
                self.paragraph(piece, where, [])
                if len(self.found) == begun:
                    self._goes_on(item, piece, where)
                pending.append(piece)
            else:
                begun = len(self.found)
                self._item(child, replace(where))
                if self._has_labels(child):
                    self._together(child, pending, since, begun)
                    pending, since = [], len(self.found)
                else:
                    pending.append(Piece(child.body.start, child.end))
        if labels.any:
            self._close(item, pending, since, labels, where)

    def _goes_on(self, item: Item, piece: Piece, where: Where) -> None:
        """A further paragraph of an item that is work goes on with its task: nothing of it is left out."""
        if where.content and self.found and item.body.start <= self.found[-1].start < piece.start:
            self.found[-1] = replace(self.found[-1], end=piece.end)

    def _together(self, child: Item, pending: list[Piece], since: int, begun: int) -> None:
        """Lines of labels under the last of several items say it of all of them: what was read from the others
        alone is part of that one task."""
        own = self.found[begun:]
        if not (
            pending and len(own) == 1 and child.more and labelled(self.source, child.more[0].start, child.end)
        ):
            return
        if any(task.times for task in self.found[since:begun]):
            return
        first = next((piece for piece in pending if piece.start >= self._begun(child, pending)), None)
        if first is None:
            return
        self.found[since:] = [replace(own[0], start=first.start)]

    def _begun(self, child: Item, pending: list[Piece]) -> int:
        """Where the items of the same kind before this one begin, without a paragraph that announces them."""
        return next(
            (
                piece.start
                for piece in pending
                if not self.text[piece.start : piece.end].rstrip().endswith(":")
            ),
            child.body.start,
        )

    def _says_more(self, child: Item) -> bool:
        """Whether a numbered item says what is to be done before its first label ("2. Công an tuần tra; thời gian: …"):
        then the label is its own, not of what stands before it."""
        if child.more or child.items:
            return False
        rest = take(self.source, child.body, Labels())
        return rest is not None and (self.subject(rest[0], rest[1]) is not None or self.acts(rest[0]))

    def _only_labels(self, child: Item) -> bool:
        return all(not one.items for one in child.items)

    def _has_labels(self, child: Item) -> bool:
        return any(labelled(self.source, one.body.start, one.end) for one, _ in child.walk())

    def _close(self, item: Item, pending: list[Piece], since: int, labels: Labels, where: Where) -> None:
        """One task of the lines before a block of labels; what was read from these lines alone is part of it."""
        if not (labels.lead or labels.cooperating or labels.time):
            return
        texts = [
            one for one in pending if not re.match(r"\W*noi\s+dung\s*:", self.folded[one.start : one.end])
        ] or ([item.body] if item.body.end > item.body.start else pending)
        if not texts:
            return
        start, end = texts[0].start, texts[-1].end
        own = [task for task in self.found[since:] if start <= task.start and task.end <= end + 1]
        lead = tuple(labels.lead) or (own[0].lead if len(own) == 1 else ())
        if not lead and not (labels.time and (where.lead or any(self.acts(one.start) for one in texts))):
            return
        self.found[since:] = [task for task in self.found[since:] if task not in own]
        times = (
            tuple(timings(self.source, *labels.time, self.on, said=True)) if labels.time
            else tuple(time for piece in texts for time in self.times(piece.start, piece.end))
        )  # fmt: skip
        self.found.append(
            Task(
                start,
                end,
                lead or where.lead,
                tuple(labels.cooperating),
                times,
                labels.time,
                labels.product,
                0.92,
                not lead,
            )
        )
