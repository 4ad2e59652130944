"""The style guide's address."""

from django.urls import path

from hub.design import views

app_name = "design"

urlpatterns = [path("", views.style_guide, name="style_guide")]
