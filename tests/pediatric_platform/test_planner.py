"""Which vials are opened and who shares them: by hand, and what always holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pediatric_platform.planner import Opened, Product, Wanted, fewest_waste, plan, saving

EIGHT = datetime(2026, 11, 24, 8, tzinfo=UTC)
VIAL = 1


def at(hours: float) -> datetime:
    return EIGHT + timedelta(hours=hours)


def vial_of(content: str, hours: int | None = None, drug: int = VIAL, stock: int | None = None) -> dict[int, Product]:
    return {drug: Product(drug, Decimal(content), hours, stock)}


def wanted(key: int, amount: str, hours: float = 0, *drugs: int) -> Wanted:
    return Wanted(key, at(hours), Decimal(amount), drugs or (VIAL,))


class TestByHand:
    def test_two_children_share_a_vial_inside_stability_and_do_not_outside(self):
        # Methotrexate in vials of 50 mg, good for 6 hours once open. One child needs 20 mg at 8:00, another 25 mg.
        # At 13:00 the vial is 5 hours old: 50 − 20 = 30 mg are left, 25 of them serve; one vial, 5 mg over.
        inside = plan([wanted(1, "20"), wanted(2, "25", 5)], vial_of("50", 6))
        assert inside.to_open == {VIAL: 1}
        assert [(vial.takes, vial.left) for vial in inside.vials] == [
            ([(1, Decimal(20)), (2, Decimal(25))], Decimal(5))
        ]
        # At 15:00 it is 7 hours old: a second vial is opened, and 30 + 25 = 55 mg are thrown away.
        outside = plan([wanted(1, "20"), wanted(2, "25", 7)], vial_of("50", 6))
        assert outside.to_open == {VIAL: 2}
        assert sum(vial.left for vial in outside.vials) == 55
        assert outside.shared == ()

    def test_the_last_minute_of_stability_still_counts(self):
        assert plan([wanted(1, "20"), wanted(2, "20", 6)], vial_of("50", 6)).to_open == {VIAL: 1}

    def test_a_girl_of_0_8_m2_takes_two_vials_of_vincristine_each_time_by_herself(self):
        # 0.8 m² × 1.5 mg/m² = 1.2 mg; 2 vials of 1 mg each of four times = 8 vials, 8 − 4.8 = 3.2 mg thrown away.
        four = [wanted(number, "1.2") for number in range(1, 5)]
        alone = plan(four, vial_of("1"))
        assert alone.to_open == {VIAL: 8}
        assert sum(vial.left for vial in alone.vials) == Decimal("3.2")
        # Four children on one morning, sharing inside 24 hours: 4.8 mg from 5 vials; 3 vials and 3 mg spared.
        spared = saving(four, vial_of("1", 24))
        assert plan(four, vial_of("1", 24)).to_open == {VIAL: 5}
        assert (spared.total_pieces, spared.amount) == (3, Decimal(3))

    def test_what_goes_into_the_spinal_canal_comes_from_a_vial_of_its_own(self):
        # Methotrexate 50 mg, shareable; 20 mg by vein, 12 mg by the spinal canal, 10 mg by vein, at one hour: the
        # second opens a vial that nobody else uses, and takes nothing of the first. 20 + 10 share one; 2 vials.
        spinal = Wanted(2, at(0), Decimal(12), (VIAL,), alone=True)
        made = plan([wanted(1, "20"), spinal, wanted(3, "10")], vial_of("50", 24))
        assert [vial.takes for vial in made.vials] == [[(1, Decimal(20)), (3, Decimal(10))], [(2, Decimal(12))]]
        assert not made.vials[1].shareable
        already = Opened(7, VIAL, Decimal(40), at(-1), at(20))
        assert [vial.existing for vial in plan([spinal], vial_of("50", 24), [already]).vials] == [None]

    def test_a_drug_that_may_not_be_shared_never_is_even_at_the_same_moment(self):
        for hours in (None, 0):
            made = plan([wanted(1, "0.4"), wanted(2, "0.4")], vial_of("1", hours))
            assert made.to_open == {VIAL: 2}
            assert saving([wanted(1, "0.4"), wanted(2, "0.4")], vial_of("1", hours)).total_pieces == 0

    def test_what_was_open_before_is_drawn_first_the_one_that_expires_first(self):
        open_vials = [
            Opened(70, VIAL, Decimal(30), at(-2), at(4)),
            Opened(71, VIAL, Decimal(10), at(-5), at(1)),
            Opened(72, VIAL, Decimal(40), at(-9), at(-1)),  # no longer good
        ]
        made = plan([wanted(1, "35")], vial_of("50", 6), open_vials)
        assert [(vial.existing, vial.takes) for vial in made.vials] == [
            (70, [(1, Decimal(25))]),
            (71, [(1, Decimal(10))]),
        ]
        assert made.to_open == {}

    def test_a_vial_opened_later_does_not_serve_who_came_before(self):
        assert plan([wanted(1, "5")], vial_of("10", 6), [Opened(7, VIAL, Decimal(9), at(1), at(7))]).to_open == {
            VIAL: 1
        }

    def test_what_there_is_not_enough_for_takes_nothing_and_the_next_is_served(self):
        made = plan([wanted(1, "90"), wanted(2, "40", 1)], vial_of("50", 6, stock=1))
        assert made.missing == ((1, Decimal(90)),)
        assert [vial.takes for vial in made.vials] == [[(2, Decimal(40))]]

    def test_strengths_are_combined_to_waste_least_and_then_to_open_fewest(self):
        ten_and_fifty = [Product(1, Decimal(10)), Product(2, Decimal(50))]
        assert fewest_waste(Decimal(65), ten_and_fifty) == {2: 1, 1: 2}  # 70: waste 5
        assert fewest_waste(Decimal(50), ten_and_fifty) == {2: 1}  # not five of 10
        assert fewest_waste(Decimal(65), [Product(1, Decimal(10), None, 1), Product(2, Decimal(50))]) == {2: 2}
        assert fewest_waste(Decimal(65), [Product(1, Decimal(10), None, 2)]) is None

    def test_another_drug_is_never_drawn_for_it(self):
        two = {**vial_of("50", 6), **vial_of("50", 6, drug=2)}
        made = plan([wanted(1, "20", 0, 1), wanted(2, "20", 0, 2)], two)
        assert made.to_open == {1: 1, 2: 1}


amounts = st.integers(1, 4000).map(lambda n: Decimal(n) / 100)
mixtures = st.lists(st.tuples(amounts, st.integers(0, 48)), min_size=1, max_size=12)
products = st.fixed_dictionaries(
    {
        1: st.builds(lambda content, hours: Product(1, content, hours), amounts, st.sampled_from([None, 6, 24])),
        2: st.builds(
            lambda content, hours: Product(2, content, hours), st.just(Decimal(7)), st.sampled_from([None, 8])
        ),
    }
)
leftovers = st.lists(st.tuples(amounts, st.integers(-10, 10), st.integers(0, 30)), max_size=4)


def listed(rows: list[tuple[Decimal, int]]) -> list[Wanted]:
    return [Wanted(key, at(hour), amount, (1, 2)) for key, (amount, hour) in enumerate(rows, start=1)]


def open_before(rows: list[tuple[Decimal, int, int]]) -> list[Opened]:
    return [
        Opened(100 + number, 1, left, at(since), at(since + hours)) for number, (left, since, hours) in enumerate(rows)
    ]


@settings(max_examples=150, deadline=None)
@given(mixtures, products, leftovers)
def test_every_mixture_gets_its_amount_from_vials_that_hold_it_in_their_time(rows, shelf, before):
    asked = listed(rows)
    made = plan(asked, shelf, open_before(before))
    moments = {one.key: one.at for one in asked}
    drawn: dict[int, Decimal] = {}
    for vial in made.vials:
        assert vial.left >= 0
        assert vial.shareable or len(vial.takes) == 1
        for key, amount in vial.takes:
            assert amount > 0
            assert vial.since <= moments[key] <= vial.use_before
            drawn[key] = drawn.get(key, Decimal(0)) + amount
    assert made.missing == ()
    assert drawn == {one.key: one.amount for one in asked}


@settings(max_examples=150, deadline=None)
@given(mixtures, products, leftovers)
def test_sharing_never_opens_more_than_each_by_itself(rows, shelf, before):
    spared = saving(listed(rows), shelf, open_before(before))
    assert spared.amount >= 0
    one_strength = {1: shelf[1]}
    assert saving(listed(rows), one_strength, open_before(before)).total_pieces >= 0


@settings(max_examples=100, deadline=None)
@given(mixtures, st.integers(0, 3), st.integers(0, 3))
def test_no_more_is_opened_than_there_is(rows, ones, twos):
    shelf = {1: Product(1, Decimal(5), 6, ones), 2: Product(2, Decimal(7), None, twos)}
    made = plan(listed(rows), shelf)
    assert made.to_open.get(1, 0) <= ones
    assert made.to_open.get(2, 0) <= twos
    served = {key for vial in made.vials for key, _amount in vial.takes}
    assert served | {key for key, _amount in made.missing} == {one.key for one in listed(rows)}
    assert not served & {key for key, _amount in made.missing}


@settings(max_examples=60, deadline=None)
@given(st.lists(amounts, min_size=1, max_size=9), amounts)
def test_inside_one_window_a_single_strength_is_opened_as_few_times_as_the_sum_allows(needed, content):
    asked = [Wanted(key, EIGHT, amount, (1,)) for key, amount in enumerate(needed)]
    made = plan(asked, {1: Product(1, content, 12)})
    assert (made.to_open[1] - 1) * content < sum(needed) <= made.to_open[1] * content
