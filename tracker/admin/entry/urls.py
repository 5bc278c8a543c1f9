"""The addresses of fast entry, below those of the desk."""

from django.contrib import admin
from django.urls import path

from .copying import copy
from .grid import grid
from .names import names
from .pages import token, typed_into
from .quick import quick, read
from .submitting import submit

urlpatterns = [
    path("entry/", typed_into(grid), name="entry_grid"),
    path("entry/submit/", admin.site.admin_view(submit), name="entry_submit"),
    path("entry/commitment/", typed_into(quick), name="quick_commitment"),
    path("entry/commitment/read/", admin.site.admin_view(read), name="quick_commitment_read"),
    path("entry/plan/", admin.site.admin_view(copy), name="entry_copy_plan"),
    path("entry/names/", admin.site.admin_view(names), name="entry_names"),
    path("entry/token/", token, name="entry_token"),
]
