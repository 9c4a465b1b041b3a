"""The web application."""

import os

from motcua.conf.loading import loading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings")
with loading():  # every page and its address, before the first request
    from django.core.wsgi import get_wsgi_application
    from django.urls import resolve

    application = get_wsgi_application()
    resolve("/")
