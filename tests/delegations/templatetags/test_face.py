from datetime import UTC, date, datetime, timedelta

import django_filters
import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import timezone

from delegations import wording
from delegations.charts.categories import CATEGORIES
from delegations.icons import icon_svg
from delegations.models import Delegation


@pytest.fixture
def render(rf):
    def rendered(source: str, path: str = "/", **context):
        request = rf.get(path)
        request.user = AnonymousUser()
        return Template("{% load face %}" + source).render(Context({"request": request} | context))

    return rendered


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 640122|pieces }}", "640,122"),
        ("{% pieces 640122 %}", "640,122"),
        ("{{ nothing|pieces }}", "—"),
        ("{% pieces nothing %}", "—"),
        ("{{ minus|pieces }}", "−1,200"),
        ("{{ 98.04|percent }}", "98.0 %"),
        ("{% percent nothing %}", "—"),
        ("{{ 100|percent }}", "100 %"),
        ("{{ 0.0|percent }}", "0 %"),
        ("{{ 99.96|percent }}", "99.9 %"),
        ("{{ 240|lasting }}", "4 horas"),
        ("{{ 60|lasting }}", "1 hora"),
        ("{{ 45|lasting }}", "45 minutos"),
        ("{{ 90|lasting }}", "1 hora y 30 minutos"),
        ('{{ "America/Mexico_City"|zone_city }}', "Ciudad de México"),
        ('{{ "America/Tijuana"|zone_city }}', "Tijuana"),
        ('{{ "America/Argentina/Buenos_Aires"|zone_city }}', "Buenos Aires"),
        ('{{ "2026-W46"|week }}', "Semana 46 · 9–15 nov 2026"),
        ('{{ "2026-W53"|week }}', "Semana 53 · 28 dic–3 ene 2027"),
        ('{{ "sometime"|week }}', "sometime"),
        ('{{ "2026-W46"|week_short }}', "S46"),
        ('{{ "Lic. R. Méndez"|initials }}', "RM"),
        ('{{ "ana cruz lópez"|initials }}', "AC"),
    ],
)
def test_words_and_numbers(render, source, text):
    assert render(source, nothing=None, minus=-1200) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(20, "ahora"), (60, "hace 1 min"), (3 * 3600, "hace 3 h"), (47 * 3600, "hace 47 h"), (72 * 3600, "hace 3 días"),
     (-7200, "en 2 h")],
)  # fmt: skip
def test_elapsed(seconds, text):
    assert wording.elapsed(seconds) == text


def test_age_says_how_long_ago_and_when_in_the_places_zone(render):
    moment = datetime(2020, 11, 15, 18, 0, tzinfo=UTC)
    shown = render('{% age moment "America/Tijuana" %}', moment=moment)
    assert "15 nov 2020, 10:00" in shown
    assert "días" in shown
    assert render("{{ moment|age }}", moment=None) == "—"


def test_age_of_this_year_leaves_the_year_out(render):
    shown = render("{{ moment|age }}", moment=timezone.now() - timedelta(minutes=5))
    assert "hace 5 min" in shown
    assert str(timezone.localdate().year) not in shown.split("·")[1]


def test_age_of_a_day(render):
    assert render("{{ day|age }}", day=date(2020, 1, 5)) == '<time datetime="2020-01-05">5 ene 2020</time>'


@pytest.mark.parametrize("category", CATEGORIES)
def test_status_is_mark_and_word(render, category):
    shown = render("{% status category %}", category=category)
    assert CATEGORIES[category].mark in shown
    assert str(CATEGORIES[category].label) in shown


def test_figure_carries_unit_age_and_basis(render):
    shown = render(
        '{% figure "Piezas" 640122 unit="piezas" basis="98 % reportaron" href="/x/" trend=values %}', values=[1, 2]
    )
    assert "640,122" in shown
    assert "98 % reportaron" in shown
    assert '<a href="/x/" class="figure"' in shown
    assert "<svg" in shown


def test_figure_without_value_is_a_dash(render):
    assert "—" in render('{% figure "Piezas" nothing %}', nothing=None)


def test_icon_of_no_name_is_an_error():
    with pytest.raises(KeyError):
        icon_svg("unicorn")


# --- Lists


def test_sort_header_keeps_filters_and_forgets_the_page(render):
    shown = render('{% sort_header "name" "Nombre" %}', "/x/?busca=vin&page=3&orden=name")
    assert 'aria-sort="ascending"' in shown
    assert 'href="?busca=vin&amp;orden=-name"' in shown


def test_numeric_columns_sort_from_the_most_first(render):
    shown = render('{% sort_header "pieces" "Piezas" numeric=True %}')
    assert 'href="?orden=-pieces"' in shown
    assert 'class="num"' in shown


def test_live_lists_swap_only_their_target(render):
    shown = render('{% sort_header "name" "Nombre" %}', "/x/", live_target="#results")
    assert 'hx-get="?orden=name"' in shown
    assert 'hx-target="#results"' in shown
    assert "hx-" not in render('{% sort_header "name" "Nombre" %}', "/x/")


def test_pager_keeps_the_query(render):
    shown = render("{% pager page %}", "/x/?busca=vin", page=Paginator(range(5120), 50).page(4))
    assert "151–200 de 5,120 filas" in shown
    assert "?busca=vin&amp;page=5" in shown


def test_pager_of_one_page_only_counts(render):
    shown = render("{% pager page %}", page=Paginator(range(3), 50).page(1))
    assert "1–3 de 3 filas" in shown
    assert "<a" not in shown


def test_export_links_keep_filters_and_take_every_page(render):
    shown = render("{% export_links %}", "/x/?busca=vin&page=3")
    assert "?busca=vin&amp;formato=csv" in shown
    assert "?busca=vin&amp;formato=xlsx" in shown


class FilterForTest(django_filters.FilterSet):
    busca = django_filters.CharFilter(label="Buscar", method="all")
    tipo = django_filters.ChoiceFilter(label="Tipo", method="all", choices=[("a", "Almacén")])
    frio = django_filters.BooleanFilter(label="Frío", method="all")

    def all(self, queryset, name, value):
        return queryset


def test_filter_chips_show_what_is_chosen_and_the_way_out(render):
    data = {"busca": "<b>", "tipo": "a", "frio": "true"}
    shown = render(
        "{% filter_chips filter %}", "/x/?busca=%3Cb%3E&tipo=a&frio=true&page=2&semana=2026-W46",
        filter=FilterForTest(data, queryset=Delegation.objects.none()),
    )  # fmt: skip
    assert "Almacén" in shown
    assert "&lt;b&gt;" in shown
    assert 'href="?tipo=a&amp;frio=true&amp;semana=2026-W46"' in shown
    assert 'href="?semana=2026-W46"' in shown, "the way out of all keeps the week"


def test_no_filter_no_chips(render):
    assert (
        render("{% filter_chips filter %}", filter=FilterForTest(None, queryset=Delegation.objects.none())).strip()
        == ""
    )


def test_week_picker_goes_back_and_forth_and_keeps_the_rest(render):
    weeks = ["2026-W46", "2026-W45", "2026-W44"]
    shown = render('{% week_picker "2026-W45" weeks %}', "/x/?tipo=a", weeks=weeks)
    assert "?tipo=a&amp;semana=2026-W44" in shown.split('rel="prev"')[0]
    assert 'href="?tipo=a&amp;semana=2026-W46" rel="next"' in shown
    assert '<input type="hidden" name="tipo" value="a">' in shown
    assert '<option value="2026-W45" selected>' in shown


def test_week_picker_at_the_newest_week_has_no_next(render):
    shown = render("{% week_picker current weeks %}", weeks=["2026-W46", "2026-W45"], current="2026-W46")
    assert 'rel="next"' not in shown


# --- Forms


class FormForTest(forms.Form):
    lot = forms.CharField(label="Lote", help_text="Como está impreso.")
    note = forms.CharField(label="Nota", required=False)


def test_form_lists_its_faults_and_ties_them_to_fields(rf):
    shown = render_to_string(
        "_components/form.html", {"form": FormForTest({"lot": ""}), "submit": "Guardar"}, rf.get("/")
    )
    assert '<a href="#id_lot">Lote</a>' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_lot_helptext"' in shown
    described = shown.split('aria-describedby="')[1].split('"')[0].split()
    for name in described:
        assert f'id="{name}"' in shown
    assert "opcional" in shown


def test_lines_have_an_empty_form_to_copy(rf):
    formset = forms.formset_factory(FormForTest, extra=1)(prefix="lines")
    shown = render_to_string("_components/line_formset.html", {"formset": formset, "caption": "Renglones"}, rf.get("/"))
    assert 'data-lines="lines"' in shown
    assert 'name="lines-__prefix__-lot"' in shown
    assert 'name="lines-TOTAL_FORMS"' in shown


def test_this_moment_is_written_as_people_do(render, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 16, 18, 0, tzinfo=UTC))
    assert render("{% this_moment %}") == "16 nov 2026, 12:00"
