"""The search's addresses."""

from django.urls import include, path

from hub.search import views

app_name = "search"

urlpatterns = [
    path("", views.results, name="results"),
    path("suggest/", views.suggestions, name="suggestions"),
    path("", include("hub.search.learning_urls")),
]
