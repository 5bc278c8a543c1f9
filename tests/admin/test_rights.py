"""Roles: the rights they give are ticked by the words of the desk."""

import pytest
from django.contrib.auth.models import Group, Permission

from tests.visible import visible_texts
from tracker.admin.rights import rights

HOME = "/admin/auth/group/"


@pytest.mark.parametrize(
    ("path", "words"),
    [(HOME, ["承诺：修改", "目标：查看"]), (f"/en{HOME}", ["Commitment: change", "Target: view"])],
)
def test_rights_are_named_by_table_and_act(desk, path, words):
    assert set(words) <= set(visible_texts(desk.get(f"{path}add/").content.decode()))


def test_only_rights_over_the_programs_own_tables_are_offered(desk):
    assert set(rights().values_list("content_type__app_label", flat=True)) == {"tracker", "auth"}


def test_a_role_keeps_what_was_ticked(desk):
    ticked = Permission.objects.filter(codename__in=("add_plan", "publish_observation"))
    desk.post(f"{HOME}add/", {"name": "发布员", "permissions": [right.pk for right in ticked]})
    assert set(Group.objects.get().permissions.all()) == set(ticked)


def test_who_only_looks_at_a_role_reads_its_rights_in_lines(clerk):
    role = Group.objects.create(name="发布员")
    role.permissions.set(Permission.objects.filter(codename__in=("add_plan", "publish_observation")))
    Permission.objects.update(name="as it was called in the language of that moment")
    content = clerk("view_group").get(f"/en{HOME}{role.pk}/change/").content.decode()

    assert "<li>Plan: add</li>" in content
    assert "<li>Can publish observations</li>" in content
