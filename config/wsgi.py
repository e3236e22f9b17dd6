"""WSGI entry point, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
# The map of the site is read now, once for all workers: a fault in it stops the server instead of the first visitor.
get_resolver().url_patterns  # noqa: B018
