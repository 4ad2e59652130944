"""Addresses of the moderators' own pages."""

from django.urls import path

from forum.moderating import log_views, people_views, topic_views

app_name = "forum_moderating"

urlpatterns = [
    path("log/", log_views.log, name="log"),
    path("log/<int:pk>/", log_views.act, name="act"),
    path("to-you/<int:pk>/", log_views.told, name="told"),
    path("topic/<str:slug>-<int:pk>/split/", topic_views.split, name="split"),
    path("topic/<str:slug>-<int:pk>/merge/", topic_views.merge, name="merge"),
    path("people/<str:slug>/", people_views.person, name="person"),
    path("people/<str:slug>/warn/", people_views.warn, name="warn"),
    path("people/<str:slug>/suspend/", people_views.suspend, name="suspend"),
    path("people/<str:slug>/lift/", people_views.lift, name="lift"),
]
