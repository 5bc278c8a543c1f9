"""Addresses of rows in work, under /api/v1/desk/."""

from django.urls import path

from . import commitments, figures, plans, proposals, targets

urlpatterns = [
    path("observations/", figures.Observations.as_view(), name="desk_observations"),
    path("observations/<int:key>/", figures.ObservationPage.as_view(), name="desk_observation"),
    path("observations/<int:key>/review/", figures.ObservationReview.as_view()),
    path("observations/<int:key>/correct/", figures.Correct.as_view()),
    path("observations/<int:key>/withdraw/", figures.Withdraw.as_view()),
    path("observations/<int:key>/prefer/", figures.Prefer.as_view()),
    path("observations/<int:key>/unprefer/", figures.Unprefer.as_view()),
    path("commitments/", commitments.Commitments.as_view(), name="desk_commitments"),
    path("commitments/<slug:key>/", commitments.CommitmentPage.as_view(), name="desk_commitment"),
    path("commitments/<slug:key>/review/", commitments.CommitmentReview.as_view()),
    path("commitments/<slug:key>/targets/", targets.CommitmentTargets.as_view()),
    path("commitments/<slug:key>/evidence/", commitments.CommitmentEvidence.as_view()),
    path("commitments/<slug:key>/evidence/<int:number>/", commitments.EvidencePage.as_view()),
    path("targets/", targets.Targets.as_view(), name="desk_targets"),
    path("targets/<int:key>/", targets.TargetPage.as_view(), name="desk_target"),
    path("targets/<int:key>/review/", targets.TargetReview.as_view()),
    path("plans/", plans.Plans.as_view(), name="desk_plans"),
    path("plans/<slug:key>/", plans.PlanPage.as_view(), name="desk_plan"),
    path("plans/<slug:key>/review/", plans.PlanReview.as_view()),
    path("revisions/", proposals.Revisions.as_view(), name="desk_revisions"),
    path("revisions/<int:key>/", proposals.RevisionPage.as_view(), name="desk_revision"),
    path("revisions/<int:key>/review/", proposals.RevisionReview.as_view()),
    path("revisions/<int:key>/drop/", proposals.Drop.as_view()),
    path("remarks/", proposals.Remarks.as_view(), name="desk_remarks"),
    path("remarks/<int:key>/", proposals.RemarkPage.as_view(), name="desk_remark"),
    path("remarks/<int:key>/review/", proposals.RemarkReview.as_view()),
]
