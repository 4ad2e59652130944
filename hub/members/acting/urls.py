"""Addresses of the organisations that people act for."""

from django.urls import path

from hub.members.acting import people_views as people
from hub.members.acting import views

_ONE = "me/organisations/<slug:slug>/"

urlpatterns = [
    path("co-ops/<slug:slug>/claim/", views.claim, name="claim"),
    path("me/organisations/", views.organisations, name="organisations"),
    path(_ONE, people.organisation, name="organisation"),
    path(f"{_ONE}leave/", views.leave_organisation, name="organisation_leave"),
    path(f"{_ONE}confirm/", views.confirm_organisation, name="organisation_confirm"),
    path(
        f"{_ONE}people/<int:pk>/role/",
        people.change_role,
        name="organisation_change_role",
    ),
    path(
        f"{_ONE}people/<int:pk>/remove/",
        people.remove_person,
        name="organisation_remove_person",
    ),
    path(
        f"{_ONE}claims/<int:pk>/",
        people.decide_claim,
        name="organisation_decide_claim",
    ),
    path("me/claims/<int:pk>/withdraw/", views.withdraw_claim, name="claim_withdraw"),
]
