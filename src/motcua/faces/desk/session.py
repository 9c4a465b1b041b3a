"""Choosing in which post to work at this session."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base.orgs.queries import post_on
from motcua.faces.ui.session import POST_KEY, actor_of, actors_of, key_of, now_of


def _title_of(post: str, on: dt.date) -> str:
    return post_on(post, on).title if post else ""


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return settings.LOGIN_REDIRECT_URL


@never_cache
@require_http_methods(["GET", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """Chọn vị trí đang làm việc: the posts held and those delegated; remembered for this session."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    actors = actors_of(request)
    if request.method == "POST":
        if request.POST.get("post") in {key_of(actor) for actor in actors}:
            request.session[POST_KEY] = request.POST["post"]
            return HttpResponseRedirect(_back(request))
        return HttpResponseRedirect(reverse("desk:posts"))
    here, on = actor_of(request), now_of(request).date()
    choices = [
        {
            "key": key_of(actor),
            "actor": actor,
            "chosen": actor == here,
            "lent_by": _title_of(actor.on_behalf_of, on),
        }
        for actor in actors
    ]
    return render(request, "account/posts.html", {"choices": choices, "next": _back(request)})
