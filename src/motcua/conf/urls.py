"""Every address: one prefix a face."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView
from django.views.i18n import set_language

from motcua.faces.ui.views import robots

admin.site.site_header = admin.site.site_title = _("Một Cửa · Quản trị")
admin.site.index_title = _("Cấu hình")
admin.site.site_url = "/can-bo/"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("motcua.faces.portal.urls")),
    path("can-bo/", include("motcua.faces.desk.urls")),
    path("kiosk/", include("motcua.faces.kiosk.urls")),
    path("bang/", include("motcua.faces.board.urls")),
    path("", include("motcua.faces.api.urls")),
    path("ui/", include("motcua.faces.ui.urls")),
    path("tai-khoan/", include("motcua.faces.desk.signin_urls")),
    path("", include("motcua.gateways.identity.urls")),
    path("quan-tri/", admin.site.urls),
    # changes nothing but the language of the pages, so citizens' pages need no cookie for it
    path("ngon-ngu", csrf_exempt(set_language), name="set_language"),
    path("favicon.ico", RedirectView.as_view(url=static("ui/favicon.svg")), name="favicon"),
    path("robots.txt", robots, name="robots"),
]
