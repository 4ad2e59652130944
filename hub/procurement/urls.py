"""Addresses of the toolkit that are not pages of the tree."""

from django.urls import path

from hub.procurement.law.views import law
from hub.procurement.routing.views import find_a_route
from hub.procurement.self_check.views import self_check, self_check_file

app_name = "procurement"

urlpatterns = [
    path("law/", law, name="law"),
    path("find-a-route/", find_a_route, name="find_a_route"),
    path("self-check/", self_check, name="self_check"),
    path("self-check.docx", self_check_file, name="self_check_file"),
]
