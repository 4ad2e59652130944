"""Images and documents in the Wagtail admin."""

from django.db.models import QuerySet
from wagtail import hooks
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.permissions import permission_policy as image_policy

CHOOSE = ["choose"]


class _Documents(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> QuerySet:
        user = self.request.user
        mine = document_policy.instances_user_has_any_permission_for(user, CHOOSE)
        return super().get_queryset().filter(pk__in=mine.values("pk"))


class _Images(ImagesAdminAPIViewSet):
    def get_queryset(self) -> QuerySet:
        user = self.request.user
        mine = image_policy.instances_user_has_any_permission_for(user, CHOOSE)
        return super().get_queryset().filter(pk__in=mine.values("pk"))


# After Wagtail's own, which list everything to everybody who may open the admin.
@hooks.register("construct_admin_api", order=1)
def files_one_may_choose(router: WagtailAPIRouter) -> None:
    """List only what the asker could choose in a form."""
    router.register_endpoint("documents", _Documents)
    router.register_endpoint("images", _Images)
