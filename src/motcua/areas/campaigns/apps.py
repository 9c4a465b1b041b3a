from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "motcua.areas.campaigns"
    label = "campaigns"
    verbose_name = _("Tuyên truyền pháp luật")
