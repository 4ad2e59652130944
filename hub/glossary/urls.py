"""Address of the glossary."""

from django.urls import path

from hub.glossary import views

app_name = "glossary"

urlpatterns = [path("", views.terms, name="terms")]
