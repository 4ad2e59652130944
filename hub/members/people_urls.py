"""Addresses of profiles and of one's own account."""

from django.urls import path

from hub.members import account_views, finder_views, profile_views

urlpatterns = [
    path("me/", account_views.account, name="account"),
    path("me/profile/", profile_views.edit, name="profile_edit"),
    path("people/", finder_views.people, name="people"),
    path("people/<slug:slug>/", profile_views.person, name="person"),
    path("people/<slug:slug>/photo/", profile_views.photo, name="person_photo"),
]
