import pytest

from delegations.naming import display_name, fold, search_terms, search_text


@pytest.mark.parametrize(
    ("official", "kind", "city", "municipality", "shown"),
    [
        ("Hgz 2 Aguascalientes", "HGZ", "Aguascalientes", "Aguascalientes", "HGZ 2 Aguascalientes"),
        ("HGZMF 8 SAN ANGEL", "HGZ/MF", "Álvaro Obregón", "Álvaro Obregón", "HGZ/MF 8 San Ángel"),
        ("HGZMF26 CONDESA", "HGZ/MF", "Cuauhtémoc", "Cuauhtémoc", "HGZ/MF 26 Condesa"),
        ("Hospital General de Zona No. 3", "HGZ", "Jesús María", "Jesús María", "HGZ 3 Jesús María"),
        ("Hospital General Regional No. 200", "HGR", "Tecámac de Felipe Villanueva", "Tecámac", "HGR 200 Tecámac"),
        ("Hgr1 C.obregon", "HGR", "Ciudad Obregón", "Cajeme", "HGR 1 Ciudad Obregón"),
        ("Hgz 6 Cd.juárez", "HGZ", "Ciudad Juárez", "Juárez", "HGZ 6 Ciudad Juárez"),
        ("Hgz No. 20", "HGZ", "Puebla", "Puebla", "HGZ 20 Puebla"),
        ("Hgr Orizaba", "HGR", "Orizaba", "Orizaba", "HGR Orizaba"),
        ("Hgz 23 Teziutlan", "HGZ", "Teziutlán", "Teziutlán", "HGZ 23 Teziutlán"),
        ("HGZ 2A PASO-TRONCOSO", "HGZ", "Iztacalco", "Iztacalco", "HGZ 2A Francisco del Paso y Troncoso"),
        ("H PSIQ MORELOS", "HPsiq", "", "Gustavo A. Madero", "Hospital Psiquiátrico Morelos"),
        ("UMAE Hospital de Oncología, CMN Siglo XXI", "UMAE", "", "", "UMAE Hospital de Oncología, CMN Siglo XXI"),
        ("Clínica sin forma conocida", "HGZ", "", "", "Clínica sin forma conocida"),
    ],
)
def test_a_name_as_listed_becomes_one_that_reads_well(official, kind, city, municipality, shown):
    assert display_name(official, kind, city=city, municipality=municipality) == shown


AGUASCALIENTES_2 = search_text(
    "HGZ 2 Aguascalientes", "ASIMS000016", "Hgz 2 Aguascalientes", "Aguascalientes", kind="HGZ"
)
AGUASCALIENTES_20 = search_text("HGZ 20 Aguascalientes", "ASIMS000999", kind="HGZ")


def finds(query, text):
    return all(term in text for term in search_terms(query))


@pytest.mark.parametrize(
    "query",
    [
        "HGZ 2",
        "hgz2",
        "Hospital General de Zona 2",
        "hospital general de zona no. 2 aguas",
        "zona 2 aguascalientes",
        "AGUASCALIENTES",
        "ASIMS000016",
        "asims0000",
        "000016",
        "",
    ],
)
def test_a_unit_is_found_however_it_is_asked_for(query):
    assert finds(query, AGUASCALIENTES_2)


@pytest.mark.parametrize("query", ["HGZ 20", "hgz 12", "regional 2", "zona 2 colima"])
def test_a_unit_is_not_found_by_another_ones_name(query):
    assert not finds(query, AGUASCALIENTES_2)


def test_a_number_finds_only_itself():
    assert not finds("hgz 2", AGUASCALIENTES_20)


def test_folding_drops_accents_case_and_signs():
    assert fold("  C. OBREGÓN / Niño ") == "c obregon nino"
