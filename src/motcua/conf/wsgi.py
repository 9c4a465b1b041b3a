"""The web application."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings")
application = get_wsgi_application()

# Every page and its address is loaded before the first request, and then left out of garbage collections: a full one
# of all that code holds up whoever is being answered by a fifth of a second.
resolve("/")
gc.collect()
gc.freeze()
