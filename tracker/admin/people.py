"""Who works with the data."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from tracker.models import User

admin.site.register(User, UserAdmin)
