"""Charts as pictures, for those who put them into a document."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Commitment
from tracker.progress import observations_of, standings, today
from tracker.reports.raster import NoChineseFont, png
from tracker.reports.svg import chart_svg
from tracker.reports.target_charts import target_chart
from tracker.web.days import answering


@require_safe
@answering
def chart_png(request: HttpRequest, code: str, *, as_of: datetime.date | None) -> HttpResponse:
    """The chart of commitment `code` as PNG, 1440 pixels wide; 404 where there is none to draw."""
    row = get_object_or_404(Commitment.objects.published().for_list(), code=code)
    found = standings([row], as_of=as_of)
    chart = None
    if found and row.series:
        chart = target_chart(found[0], observations_of(row.series, as_of=as_of or today()))
    if chart is None:
        raise Http404(_("There is no chart of this commitment."))
    try:
        picture = png(chart_svg(chart))
    except NoChineseFont:
        message = _("This server has no Chinese font to draw pictures with. On Debian: %(package)s.")
        context = {"message": message % {"package": "apt-get install fonts-noto-cjk"}}
        return render(request, "400.html", context, status=503)
    name = f"{code}-{(as_of or today()).isoformat()}.png"
    return HttpResponse(
        picture, content_type="image/png", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
