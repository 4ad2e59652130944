"""The image and document of the hub: Wagtail's, with credit and licence."""

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Credited(models.Model):
    """Who made something, and on what terms it may be used; abstract."""

    credit = models.CharField(
        max_length=200, blank=True, help_text="Who made it, as they wish to be named."
    )
    licence = models.CharField(
        max_length=120, blank=True, help_text="On what terms it may be used."
    )

    class Meta:
        abstract = True


class HubImage(Credited, AbstractImage):  # noqa: DJ008 - AbstractImage has one
    """An image with its credit and licence."""

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        permissions = [("choose_image", "Can choose image")]


class HubRendition(AbstractRendition):
    """One size of an image."""

    image = models.ForeignKey(
        HubImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class HubDocument(Credited, AbstractDocument):  # noqa: DJ008 - the base has one
    """A document with its credit and licence."""

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "tags",
        "credit",
        "licence",
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        permissions = [("choose_document", "Can choose document")]


class DocumentText(models.Model):
    """The words of a document's file, kept so that it is read once."""

    document = models.OneToOneField(
        HubDocument, on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    # The name of the file that was read: another upload has another name.
    file = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    problem = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.document)
