"""The one place that asks what day it is."""

import datetime

from django.utils import timezone


def today() -> datetime.date:
    """Today in the time zone of the data (Asia/Shanghai)."""
    return timezone.localdate()
