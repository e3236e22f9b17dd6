"""The language a person chose, and the methods a page knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import trans_real

GetResponse = Callable[[HttpRequest], HttpResponse]

PAGE_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


def cookie_language(get_response: GetResponse) -> Callable[[HttpRequest], HttpResponse]:
    """Speak the language of the cookie, else Spanish; a browser set to English by its maker chooses for nobody."""
    offered = {code for code, _name in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = asked if asked in offered else settings.LANGUAGE_CODE
        remember_words(language)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


@cache
def remember_words(language: str) -> None:
    """Look up each word once. Ours are their own translation, found in none of the eight catalogues that Spanish has of
    the libraries' words: to go through them all took four times as long, for a hundred words a page.
    """
    catalogue = trans_real.translation(language)
    catalogue.gettext = lru_cache(maxsize=16_384)(catalogue.gettext)  # type: ignore[method-assign]


def page_methods(get_response: GetResponse) -> GetResponse:
    """Pages are read and sent forms; only the API knows other methods (Django's form views take a PUT for a POST)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in PAGE_METHODS and not request.path_info.startswith("/api/"):
            return HttpResponseNotAllowed(PAGE_METHODS)
        return get_response(request)

    return middleware
