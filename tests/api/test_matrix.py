"""Who is answered what, address by address: the whole of version 1.

What may be done with which rows is another table (`tests/authority/matrix.py`), tried through this door, too.
Here every address and method stands, so that none comes to be without somebody having said who may use it.
"""

from typing import Any, Final

import pytest
from django.db import transaction

from tests import factories as make
from tests.api.fitting import asked, routes
from tests.api.sender import Sender
from tests.authority.spots import Spot, make_people, make_spots
from tests.importing import csv_file, row
from tracker.models import User

#: The rows lie in Zhengzhou and are answered for by department A, which brought in the files. Department B
#: enters for what another department there answers for, `place` for all of Zhengzhou, as the other roles do.
TABLE: Final = """
address                                             method nobody reader A   B   place review publish admin
./                                                  GET    200    200    200 200 200   200    200     200
commitments/                                        GET    200    200    200 200 200   200    200     200
commitments/<slug:code>/                            GET    200    200    200 200 200   200    200     200
commitments/<slug:code>/verdicts/                   GET    200    200    200 200 200   200    200     200
progress/summary/                                   GET    200    200    200 200 200   200    200     200
changes/                                            GET    200    200    200 200 200   200    200     200
goalposts/                                          GET    200    200    200 200 200   200    200     200
observations/                                       GET    200    200    200 200 200   200    200     200
observations/                                       POST   401    403    201 422 201   403    403     403
series/                                             GET    200    200    200 200 200   200    200     200
series/<str:code>/                                  GET    200    200    200 200 200   200    200     200
conflicts/                                          GET    200    200    200 200 200   200    200     200
desk/observations/                                  GET    401    200    200 200 200   200    200     200
desk/observations/<int:number>/                     GET    401    200    200 404 200   200    200     200
desk/observations/<int:number>/review/              POST   401    403    403 404 403   200    403     403
desk/observations/<int:number>/correct/             POST   401    403    202 404 202   403    403     403
desk/observations/<int:number>/withdraw/            POST   401    403    403 404 403   403    200     403
desk/observations/<int:number>/prefer/              POST   401    403    403 404 403   403    200     403
desk/observations/<int:number>/unprefer/            POST   401    403    403 404 403   403    422     403
desk/commitments/                                   GET    401    200    200 200 200   200    200     200
desk/commitments/                                   POST   401    403    403 403 201   403    403     403
desk/commitments/<slug:code>/                       GET    401    200    200 404 200   200    200     200
desk/commitments/<slug:code>/                       PATCH  401    403    202 404 202   403    403     403
desk/commitments/<slug:code>/                       DELETE 401    403    204 404 204   403    403     403
desk/commitments/<slug:code>/review/                POST   401    403    403 404 403   200    403     403
desk/commitments/<slug:code>/targets/               POST   401    403    201 404 201   403    403     403
desk/commitments/<slug:code>/evidence/              POST   401    403    202 404 202   403    403     403
desk/commitments/<slug:code>/evidence/<int:number>/ PATCH  401    403    202 404 202   403    403     403
desk/commitments/<slug:code>/evidence/<int:number>/ DELETE 401    403    200 404 200   403    403     403
desk/targets/                                       GET    401    200    200 200 200   200    200     200
desk/targets/<int:number>/                          GET    401    200    200 404 200   200    200     200
desk/targets/<int:number>/                          PATCH  401    403    202 404 202   403    403     403
desk/targets/<int:number>/                          DELETE 401    403    204 404 204   403    403     403
desk/targets/<int:number>/review/                   POST   401    403    403 404 403   200    403     403
desk/targets/<int:number>/path/                     POST   401    403    202 404 202   403    403     403
desk/targets/<int:number>/path/<int:place>/         PATCH  401    403    202 404 202   403    403     403
desk/targets/<int:number>/path/<int:place>/         DELETE 401    403    200 404 200   403    403     403
desk/plans/                                         GET    401    200    200 200 200   200    200     200
desk/plans/                                         POST   401    403    403 403 201   403    403     403
desk/plans/<slug:code>/                             GET    401    200    404 404 200   200    200     200
desk/plans/<slug:code>/                             PATCH  401    403    404 404 403   403    403     403
desk/plans/<slug:code>/review/                      POST   401    403    404 404 403   200    403     403
desk/revisions/                                     GET    401    200    200 200 200   200    200     200
desk/revisions/<int:number>/                        GET    401    200    200 404 200   200    200     200
desk/revisions/<int:number>/                        PATCH  401    403    200 404 200   403    403     403
desk/revisions/<int:number>/review/                 POST   401    403    403 404 403   200    403     403
desk/revisions/<int:number>/drop/                   POST   401    403    403 404 403   200    403     403
desk/remarks/                                       GET    401    200    200 200 200   200    200     200
desk/remarks/                                       POST   401    403    201 403 201   403    403     403
desk/remarks/<int:number>/                          GET    401    200    200 404 200   200    200     200
desk/remarks/<int:number>/                          PATCH  401    403    202 404 202   403    403     403
desk/remarks/<int:number>/                          DELETE 401    403    204 404 204   403    403     403
desk/remarks/<int:number>/review/                   POST   401    403    403 404 403   200    403     403
imports/                                            GET    401    403    200 200 200   403    403     403
imports/                                            POST   401    403    201 201 201   403    403     403
imports/template/                                   GET    401    403    200 200 200   403    403     403
imports/<int:number>/                               GET    401    403    200 404 200   403    403     403
imports/<int:number>/rows/                          GET    401    403    200 404 200   403    403     403
imports/<int:number>/leftovers/                     GET    401    403    422 404 422   403    403     403
imports/<int:number>/apply/                         POST   401    403    422 404 403   403    403     403
imports/<int:number>/reverse/                       POST   401    403    422 404 403   403    403     403
imports/<int:number>/discard/                       POST   401    403    200 404 403   403    403     403
imports/<int:number>/<step>/                        POST   401    200    200 404 200   200    200     200
documents/                                          GET    200    200    200 200 200   200    200     200
plans/                                              GET    200    200    200 200 200   200    200     200
indicators/                                         GET    200    200    200 200 200   200    200     200
jurisdictions/                                      GET    200    200    200 200 200   200    200     200
topics/                                             GET    200    200    200 200 200   200    200     200
departments/                                        GET    200    200    200 200 200   200    200     200
"""


def lines() -> list[tuple[str, ...]]:
    """The lines of the table, cell by cell; `./` is where version 1 begins."""
    rows = [line.split() for line in TABLE.strip().splitlines()]
    return [(address.removeprefix("./"), *cells) for address, *cells in rows]


def everybody(spots: dict[str, Spot]) -> dict[str, Any]:
    """Those who stand over the columns."""
    people = make_people(spots)
    other = make.make_user("department B", is_staff=True)
    other.groups.set(people["data entry", "place"].groups.all())
    make.make_remit(other, spots["own"].place, spots["other department"].department)
    return {
        "nobody": None,
        "A": people["data entry", "department"],
        "B": other,
        "place": people["data entry", "place"],
        "reader": people["reader", "place"],
        "review": people["reviewer", "place"],
        "publish": people["publisher", "place"],
        "admin": people["administrator", "place"],
    }


def answered(user: User | None, address: str, method: str, sent: Any) -> int:
    """The status of an answer."""
    send = Sender(user)
    if (method, address) == ("POST", "imports/"):
        answer = send.client.post("/api/v1/imports/", {"file": csv_file(row())})
    else:
        query = {"year": "2021"} if address == "imports/template/" else {}
        answer = send(method.lower(), address, sent, query=query, if_match="*")
    return answer.status_code


@pytest.mark.django_db
@pytest.mark.either_engine
def test_everybody_is_answered_what_the_table_says():
    spots = make_spots()
    people = everybody(spots)
    otherwise = {}
    (_address, _method, *names), *rest = lines()
    for address, method, *cells in rest:
        with transaction.atomic():
            place, sent = asked(address, method, spots["own"], people["A"])
            for name, cell in zip(names, cells, strict=True):
                with transaction.atomic():
                    found = str(answered(people[name], place, method, sent))
                    transaction.set_rollback(True)
                if found != cell:
                    otherwise[address, method, name] = (cell, found)
            transaction.set_rollback(True)

    assert otherwise == {}


def test_every_address_stands_in_the_table_once():
    assert [tuple(line[:2]) for line in lines()[1:]] == list(routes())
