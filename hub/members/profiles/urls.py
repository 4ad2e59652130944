"""Addresses of profiles and of one's own account."""

from django.urls import path

from hub.members.profiles import account_views, finder_views, views

urlpatterns = [
    path("me/", account_views.account, name="account"),
    path("me/profile/", views.edit, name="profile_edit"),
    path("people/", finder_views.people, name="people"),
    path("people/<slug:slug>/", views.person, name="person"),
    path("people/<slug:slug>/photo/", views.photo, name="person_photo"),
]
