"""The site with machina's attachment address, which the hub does not mount."""

from django.urls import path
from machina.core.loading import get_class

from hub.urls import urlpatterns as site

view = get_class("forum_conversation.forum_attachments.views", "AttachmentView")
urlpatterns = [path("attachment/<int:pk>/", view.as_view()), *site]
