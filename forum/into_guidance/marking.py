"""Which links of a discussion lead to what was made from it."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models import QuerySet as Rows

from forum.adapter.models import DiscussionLink
from forum.into_guidance.models import Proposal


def guidance_marked(links: Rows[DiscussionLink]) -> Rows[DiscussionLink]:
    """Say of each link whether its page was made from its topic; without a query more."""
    made = Proposal.objects.filter(topic=OuterRef("topic"), page=OuterRef("object_id"))
    to_a_page = Q(content_type__app_label="wagtailcore", content_type__model="page")
    return links.annotate(
        became=ExpressionWrapper(Exists(made) & to_a_page, output_field=BooleanField())
    )
