"""Addresses of rows in work, under /api/v1/desk/."""

from django.urls import path

from . import commitments, figures, plans, proposals, remarks, targets

urlpatterns = [
    path("observations/", figures.Observations.as_view(), name="desk_observations"),
    path("observations/<int:number>/", figures.ObservationPage.as_view(), name="desk_observation"),
    path("observations/<int:number>/review/", figures.ObservationReview.as_view()),
    path("observations/<int:number>/correct/", figures.Correct.as_view()),
    path("observations/<int:number>/withdraw/", figures.Withdraw.as_view()),
    path("observations/<int:number>/prefer/", figures.Prefer.as_view()),
    path("observations/<int:number>/unprefer/", figures.Unprefer.as_view()),
    path("commitments/", commitments.Commitments.as_view(), name="desk_commitments"),
    path("commitments/<slug:code>/", commitments.CommitmentPage.as_view(), name="desk_commitment"),
    path("commitments/<slug:code>/review/", commitments.CommitmentReview.as_view()),
    path("commitments/<slug:code>/targets/", targets.CommitmentTargets.as_view()),
    path("commitments/<slug:code>/evidence/", commitments.CommitmentEvidence.as_view()),
    path("commitments/<slug:code>/evidence/<int:number>/", commitments.EvidencePage.as_view()),
    path("targets/", targets.Targets.as_view(), name="desk_targets"),
    path("targets/<int:number>/", targets.TargetPage.as_view(), name="desk_target"),
    path("targets/<int:number>/review/", targets.TargetReview.as_view()),
    path("targets/<int:number>/path/", targets.TargetPath.as_view()),
    path("targets/<int:number>/path/<int:place>/", targets.PlannedPage.as_view()),
    path("plans/", plans.Plans.as_view(), name="desk_plans"),
    path("plans/<slug:code>/", plans.PlanPage.as_view(), name="desk_plan"),
    path("plans/<slug:code>/review/", plans.PlanReview.as_view()),
    path("revisions/", proposals.Revisions.as_view(), name="desk_revisions"),
    path("revisions/<int:number>/", proposals.RevisionPage.as_view(), name="desk_revision"),
    path("revisions/<int:number>/review/", proposals.RevisionReview.as_view()),
    path("revisions/<int:number>/drop/", proposals.Drop.as_view()),
    path("remarks/", remarks.Remarks.as_view(), name="desk_remarks"),
    path("remarks/<int:number>/", remarks.RemarkPage.as_view(), name="desk_remark"),
    path("remarks/<int:number>/review/", remarks.RemarkReview.as_view()),
]
