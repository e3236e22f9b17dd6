from supply.catalogue_faults import drug_faults, looks_like, presentation_faults


def drug(code, name="Vincristina", inn="vincristine", strength="1", unit="mg", form="Solución inyectable", note=""):
    return {
        "code": code,
        "generic_name": name,
        "official_name": name,
        "inn": inn,
        "strength": strength,
        "strength_unit": unit,
        "strength_basis": "por pieza",
        "form": form,
        "note": note,
    }


def found(drugs):
    return [(fault.code, fault.field) for fault in drug_faults(drugs)]


def test_a_sound_catalogue_has_no_faults():
    assert found([drug("a"), drug("b", strength="2"), drug("c", "Citarabina", "cytarabine", "500")]) == []


def test_a_strength_far_from_its_siblings_is_listed():
    sound = [drug("a", strength="10"), drug("b", strength="50"), drug("c", strength="1", unit="g")]
    assert ("c", "strength") not in found([*sound[:2], drug("c", strength="100")])
    assert ("d", "strength") in found(
        [drug("a", strength="10"), drug("b", strength="12"), drug("d", strength="2", unit="g")]
    )


def test_a_name_that_is_not_its_inn_is_listed():
    assert found([drug("a", name="Rituximab", inn="vincristine")]) == [("a", "generic_name")]


def test_the_same_thing_under_two_codes_is_listed_once():
    assert found([drug("a", strength="1", unit="g"), drug("b", strength="1000", unit="mg")]) == [("b", "code")]


def test_what_the_list_notes_of_the_compendio_is_listed():
    assert found([drug("a", note="El Compendio dice 2000 mg por mL.")]) == [("a", "note")]


def test_claves_of_one_drug_that_disagree_on_strength_are_listed():
    drugs = {"010.000.6355": drug("010.000.6355", strength="180")}
    rows = [
        {"clave": "010.000.6355.00", "drug_code": "010.000.6355", "strength": "180", "strength_unit": "mg"},
        {"clave": "010.000.6355.01", "drug_code": "010.000.6355", "strength": "", "strength_unit": ""},
        {"clave": "010.000.6355.02", "drug_code": "010.000.6355", "strength": "90", "strength_unit": "mg"},
    ]
    assert [fault.code for fault in presentation_faults(rows, drugs)] == ["010.000.6355.01", "010.000.6355.02"]


def test_spellings_of_the_two_languages_are_alike():
    assert looks_like("CICLOFOSFAMIDA", "cyclophosphamide")
    assert looks_like("TRIÓXIDO DE ARSÉNICO", "arsenic trioxide")
    assert not looks_like("RITUXIMAB", "oxaliplatin")
