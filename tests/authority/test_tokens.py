"""Who asks through a token has what both the user and the token have."""

import pytest

from tests import factories as make
from tests.authority.places import REMITS, TABLES, plainly_covered
from tracker import authority
from tracker.exceptions import AuthorityError
from tracker.models import AuditEntry, Commitment, Observation, Plan, Series

pytestmark = pytest.mark.django_db

TOKENS = [(), (("henan", None),), (("zhengzhou", "finance"),), ((None, "science"), ("hubei", None))]


def places(world, pairs):
    return [
        (getattr(world, place or "", None), getattr(world, department or "", None))
        for place, department in pairs
    ]


@pytest.mark.parametrize("parts", TOKENS, ids=str)
@pytest.mark.parametrize("remits", REMITS, ids=str)
def test_what_is_covered_is_covered_by_remits_and_by_the_token(world, remits, parts):
    user = make.make_user()
    for place, department in places(world, remits):
        make.make_remit(user, place, department)
    token = make.make_token(user, parts=places(world, parts))
    scope = authority.scope_of(user.through(token))
    remitted, narrowed = (
        list(each.select_related("jurisdiction", "department")) for each in (user.remits, token.parts)
    )

    for table in TABLES:
        rows = {row.pk: row for row in table.objects.all()}
        expected = {
            number
            for number, row in rows.items()
            if plainly_covered(remitted, world.owners[row])
            and (not parts or plainly_covered(narrowed, world.owners[row]))
        }
        assert {row.pk for row in authority.within(table.objects.all(), user)} == expected, table
        assert {number for number, row in rows.items() if authority.covers(scope, row)} == expected, table


def test_a_superuser_s_token_is_narrow_all_the_same(world):
    user = make.make_user(is_superuser=True)
    token = make.make_token(user, parts=[(world.hubei, None)])

    seen = authority.within(Commitment.objects.all(), user.through(token))

    assert set(seen.values_list("plan__jurisdiction__code", flat=True)) == {"420000"}


def test_two_departments_have_both_to_answer(world):
    user = make.make_user()
    make.make_remit(user, None, world.science)
    token = make.make_token(user, parts=[(None, world.finance)])

    seen = authority.within(Commitment.objects.all(), user.through(token))

    assert set(seen.values_list("plan__jurisdiction__code", flat=True)) == {"410100"}


@pytest.mark.parametrize(
    ("remit", "part", "whole", "single"),
    [
        ((None, None), ("henan", None), {"410000", "410100", "410200"}, 0),
        (("zhengzhou", None), ("henan", None), {"410100"}, 0),
        (("zhengzhou", None), ("hubei", None), set(), 0),
        (("henan", None), (None, "science"), set(), 2),
        (("henan", "science"), ("zhengzhou", "finance"), set(), 1),
    ],
)
def test_figures_may_be_entered_where_both_allow_it(world, remit, part, whole, single):
    user = make.make_user()
    make.make_remit(user, *places(world, [remit])[0])
    user.through(make.make_token(user, parts=places(world, [part])))

    scope = authority.figure_scope_of(user)

    codes = dict(Series.objects.values_list("jurisdiction", "jurisdiction__code"))
    assert not scope.everything
    assert {codes[number] for number in scope.places} == whole
    assert len(scope.series) == single


def test_places_that_do_not_meet_cover_nothing_to_come(world):
    user = make.make_user()
    make.make_remit(user, world.zhengzhou)
    user.through(make.make_token(user, parts=[(world.hubei, None)]))

    scope = authority.scope_of(user)

    assert not scope.parts
    assert not any(
        authority.covers(scope, Plan(jurisdiction=place)) for place in (world.zhengzhou, world.hubei)
    )


ACTS = [authority.ENTER, authority.CHANGE, authority.REVIEW, authority.PUBLISH]


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({}, []),
        ({"writes": True}, ACTS[:2]),
        ({"reviews": True}, ACTS[2:]),
        ({"writes": True, "reviews": True}, ACTS),
    ],
)
@pytest.mark.parametrize("table", [Commitment, Observation])
def test_a_token_s_scopes_cut_down_the_rights_of_anybody(table, fields, allowed):
    user = make.make_user(is_superuser=True)
    user.through(make.make_token(user, **fields))

    assert [act for act in ACTS if user.has_perm(authority.right(act, table))] == allowed
    assert authority.may_publish_alone(user) is bool(fields.get("reviews"))


def test_a_token_gives_no_right_its_user_lacks():
    user = make.make_worker("", "add_observation")
    user.through(make.make_token(user, writes=True, reviews=True))
    row = make.make_observation()

    assert authority.may(user, authority.ENTER, row)
    assert not authority.may(user, authority.REVIEW, row)


def test_without_the_token_the_user_is_as_before():
    user = make.make_user(is_superuser=True)
    user.through(make.make_token(user)).through(None)

    assert user.has_perm("tracker.add_observation")
    assert authority.scope_of(user).everything


@pytest.mark.parametrize(
    "right",
    ["tracker.add_user", "tracker.change_remit", "tracker.change_indicator", "auth.add_group", "nonsense"],
)
def test_no_token_touches_accounts_and_reference_tables(right):
    user = make.make_user(is_superuser=True)
    assert not user.through(make.make_token(user, writes=True, reviews=True)).has_perm(right)


def test_deciding_over_other_people_s_files_is_reviewing():
    user = make.make_user(is_superuser=True)
    writes, reviews = make.make_token(user, writes=True), make.make_token(user, reviews=True)

    assert not user.through(writes).has_perm("tracker.change_changeset")
    assert user.through(reviews).has_perm("tracker.change_changeset")


def test_a_refusal_says_that_it_is_the_token():
    user = make.make_worker("", "review_observation")
    user.through(make.make_token(user, writes=True))

    with pytest.raises(AuthorityError) as refused:
        authority.require(user, authority.REVIEW, make.make_observation())
    assert refused.value.code == "beyond_token"


def test_what_is_done_through_a_token_is_noted_with_it():
    user = make.make_user()
    token = make.make_token(user)

    entry = AuditEntry.objects.record("changed", make.make_commitment(), by=user.through(token))

    assert (entry.by, entry.token) == (user, token)
    assert AuditEntry.objects.record("changed", make.make_commitment(), by=None).token is None


def test_the_scope_of_a_token_costs_two_queries_more(world, django_assert_max_num_queries):
    user = make.make_user()
    make.make_remit(user, world.henan)
    user.through(make.make_token(user, parts=[(world.zhengzhou, world.science)]))

    with django_assert_max_num_queries(4):
        authority.scope_of(user)
