"""Two hundred come at once, some of them twice and some by two ways: none is lost, none is double."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from delegations.selectors.links import fingerprint
from meetings.actions.presence import come_by_link, come_by_room
from meetings.models import Attendance
from tests.factories.delegations import PersonFactory
from tests.factories.meetings import AttendanceFactory, MeetingFactory, running

KEY = "sala-llena"


@pytest.mark.django_db(transaction=True)
def test_two_hundred_register_at_once_each_by_two_ways():
    meeting = running(MeetingFactory(presence_key=KEY))
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting, kind="supplier", name=f"Convocada {number}", email=f"convocada.{number}@example.com",
            token_hash=fingerprint(f"enlace-{number}"),
        )
        for number in range(80)
    )  # fmt: skip
    people = PersonFactory.create_batch(40)
    called, others = people[:20], people[20:]
    for person in called:
        AttendanceFactory(meeting=meeting, person=person)
    presses = []
    for number in range(80):
        mail = f"convocada.{number}@example.com"
        presses.append(lambda n=number: come_by_link(token=f"enlace-{n}"))
        presses.append(lambda m=mail, n=number: come_by_room(key=KEY, name=f"C {n}", kind="supplier", email=m.upper()))
    for person in people:
        presses.append(lambda p=person: come_by_room(key=KEY, person=p))
        presses.append(lambda p=person: come_by_room(key=KEY, name="Alguien", kind="institute", email=p.email))
    for number in range(80):
        for _ in range(2):
            presses.append(lambda n=number: come_by_room(key=KEY, name=f"Familia {n}", kind="family"))

    def telephone(acts):
        try:
            for act in acts:
                act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        # The two presses of one person are on two telephones at the same moment.
        list(pool.map(telephone, [presses[number::8] for number in range(8)]))

    rows = Attendance.objects.filter(meeting=meeting)
    assert Counter(rows.values_list("presence", flat=True)) == {"present": 200}
    assert rows.filter(person__in=others).count() == 20
    assert len(set(rows.values_list("name", flat=True))) == 200
