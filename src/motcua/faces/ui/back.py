"""A page kept for the Back button of one browser is found again whatever cookies came since."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

KEPT = "X-Motcua-Kept"


def back(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Outermost: what others said of cookies is taken away from an answer that is marked as kept."""

    def handled(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        if KEPT in answer:
            del answer[KEPT]
            vary = [one for one in answer.get("Vary", "").split(", ") if one and one.lower() != "cookie"]
            answer["Vary"] = ", ".join(vary) or "Accept-Language"
        return answer

    return handled
