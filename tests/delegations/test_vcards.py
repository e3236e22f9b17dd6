import vobject

from delegations.vcards import Card, vcards


def test_signs_of_the_format_inside_a_name_come_back_as_they_were():
    text = vcards([Card("u-1", "Núñez; Ana, «Lic.»", "Responsable\nde abasto", "HGZ 2; Norte", phone="33 1")])
    card = vobject.readOne(text)
    assert card.fn.value == "Núñez; Ana, «Lic.»"
    assert card.org.value == ["HGZ 2; Norte"]
    assert not hasattr(card, "email")


def test_several_cards_follow_one_another():
    text = vcards([Card("u-1", "Ana", "p", "l"), Card("u-2", "Beto", "p", "l")])
    assert [card.uid.value for card in vobject.readComponents(text)] == ["u-1", "u-2"]
