"""What the applicant says of the service."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.dossiers import events, policies, queries
from motcua.areas.dossiers.actions.writing import FINDS, keep
from motcua.areas.dossiers.models import Dossier, Rating
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import clean_text


class AlreadyRated(Impossible):
    text = "Hồ sơ này đã được đánh giá {stars}/5 sao. Mỗi hồ sơ đánh giá một lần."


class NotYetRatable(Impossible):
    text = "Chỉ đánh giá được sau khi hồ sơ kết thúc. Xin quay lại khi đã nhận kết quả."


@act(may=policies.can_rate, records=events.RATED, law="NĐ 61/2018 Điều 31 (R1.42)", finds=FINDS)
def rate(
    *, by: Actor, at: dt.datetime, dossier: Dossier, stars: int, comment: str = "", channel: str = "counter"
) -> Dossier:
    """Đánh giá: the applicant's one to five stars, once, after the dossier has ended."""
    said = queries.rating(dossier)
    if said is not None:
        raise AlreadyRated(stars=said.stars)
    if dossier.case.state not in queries.RATED_STATES:
        raise NotYetRatable()
    if not isinstance(stars, int) or isinstance(stars, bool) or not 1 <= stars <= 5:
        raise Invalid(field="stars", text="Chọn từ 1 đến 5 sao.")
    words = clean_text(comment, "comment", what="góp ý", most=1000, needed=False)
    work = engine.begin(dossier.case, by=by, at=at)
    work.also.append(Rating(dossier=dossier, stars=stars, comment=words, at=at, channel=channel))
    keep(work, events.RATED, stars=stars, channel=channel)
    return dossier
