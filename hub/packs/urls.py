"""Addresses of packs."""

from django.urls import path, re_path

from hub.packs import filling_views, item_views, sharing_views, views

app_name = "packs"

urlpatterns = [
    path("", views.packs, name="list"),
    path("new/", views.new, name="new"),
    re_path(r"^add/(?P<kind>[a-z-]+)/(?P<slug>[-\w]+)/$", item_views.add, name="add"),
    path("<int:pk>/", views.pack, name="pack"),
    path("<int:pk>/rename/", views.rename, name="rename"),
    path("<int:pk>/delete/", views.delete, name="delete"),
    path("<int:pk>/fill/", filling_views.fill, name="fill"),
    path("<int:pk>/share/", sharing_views.share, name="share"),
    path("<int:pk>/unshare/", sharing_views.unshare, name="unshare"),
    path("<int:pk>/pack.<slug:ending>", views.download, name="download"),
    path("<int:pk>/things/<int:item>/note/", item_views.note, name="note"),
    path("<int:pk>/things/<int:item>/move/", item_views.move, name="move"),
    path("<int:pk>/things/<int:item>/remove/", item_views.remove, name="remove"),
    path("<int:pk>/things/<int:item>/newest/", item_views.newest, name="newest"),
    path("shared/<slug:token>/", sharing_views.shared, name="shared"),
    path(
        "shared/<slug:token>/pack.<slug:ending>",
        sharing_views.shared_download,
        name="shared_download",
    ),
]
