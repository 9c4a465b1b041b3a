"""The one place that reads the clock. Faces, gateways, jobs and the command line ask here; nobody else."""

import datetime as dt

from django.conf import settings

TZ = dt.timezone(dt.timedelta(hours=7), "+07")


def now() -> dt.datetime:
    """This moment in Viet Nam; in the demonstration profile shifted as ``MOTCUA_NOW`` says."""
    return (dt.datetime.now(dt.UTC) + settings.CLOCK_OFFSET).astimezone(TZ)
