"""A model clause: its wording, and what a commissioner must know to use it."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.models import PageManager

from hub.core.models import BasePage
from hub.core.visibility import Asker, pages_visible_to
from hub.core.vocabulary import (
    UK_NATIONS,
    ClauseStage,
    ClauseStatus,
    Obligation,
    Procedure,
    Regime,
    Risk,
)
from hub.glossary.marking import explained
from hub.procurement import wording as wording_format
from hub.procurement.actions import record_published_wording
from hub.procurement.filling import blanks_of, settled_wording
from hub.procurement.models.kept_right import KeptRight
from hub.procurement.models.legal_review import LegalReview
from hub.procurement.nations import nation_asked
from hub.procurement.querysets import (
    ProcurementManager,
    ProcurementQuerySet,
    chosen_law,
    chosen_pages,
    published,
)
from hub.procurement.versions import (
    VERSION,
    difference_context,
    version_context,
    version_links,
)

# Long enough for any clause, and an end to what one page has to render.
LONGEST_WORDING = 30_000


class ClausePage(RoutablePageMixin, KeptRight, BasePage):
    """One clause: wording to copy, and what a commissioner must know to use it.

    Each version it is published with is kept as a `ClauseVersion` at an address of its
    own; new wording under a version that was published before is refused.
    """

    parent_page_types = ["procurement.ClauseIndexPage"]
    subpage_types: list[str] = []

    wording = models.TextField(
        max_length=LONGEST_WORDING,
        # A text field's own limit holds in forms only.
        validators=[MaxLengthValidator(LONGEST_WORDING)],
        help_text=(
            "Start a numbered paragraph with 1. and a lettered one below it with (a). "
            "Write a placeholder as [[what it is|suggested words]]."
        ),
    )
    stage = models.CharField(
        max_length=30,
        choices=ClauseStage,
        help_text="When in a procurement it is used.",
    )
    risk = models.CharField(
        max_length=10,
        choices=Risk,
        help_text="How much care it asks of the one who uses it.",
    )
    status = models.CharField(
        max_length=20,
        choices=ClauseStatus,
        default=ClauseStatus.DRAFT,
        help_text="Leave at draft until a lawyer has reviewed the wording.",
    )
    what_it_does = models.TextField(
        blank=True,
        help_text="What the wording makes happen. An empty line starts a new paragraph.",
    )
    when_to_use = models.TextField(
        help_text="When it helps and when not. An empty line starts a new paragraph."
    )
    obligation = models.CharField(
        "who owes whom",
        max_length=30,
        blank=True,
        choices=Obligation,
        help_text="Whose duty it is, and to whom.",
    )
    drafting_notes = models.TextField(
        blank=True,
        help_text="Why it is written so; what to settle. Never part of the wording.",
    )
    needs_legal_advice = models.CharField(
        max_length=300,
        blank=True,
        help_text="One sentence: whether to take legal advice, and on what.",
    )
    legal_bases = ParentalManyToManyField(
        "procurement.LegalBasis",
        blank=True,
        related_name="clauses",
        help_text="The law it rests on, by name.",
    )
    related = ParentalManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="related_from",
        help_text="Clauses that go with it. Each is shown on the other's page too.",
    )
    conflicting = ParentalManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="conflicting_from",
        help_text="Clauses not to use with it. Each is shown on the other's page too.",
    )
    organisations = ParentalManyToManyField(
        "directory.Organisation",
        blank=True,
        related_name="clauses",
        help_text="Organisations that have used it, or show what it asks for.",
    )
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="supersedes",
        help_text="The clause to use in its place, where there is one.",
    )
    version = models.CharField(
        max_length=12,
        default="0.1",
        validators=[
            RegexValidator(r"^\d+(\.\d+)*\Z", "Write it in figures, for example 1.2.")
        ],
        help_text="Raise it whenever the wording changes, for example from 1.1 to 1.2.",
    )
    version_date = models.DateField(
        "date of this version", help_text="The day this wording was settled."
    )
    version_note = models.CharField(
        max_length=300,
        blank=True,
        help_text="What changed in this version, and why. A minor change needs no note.",
    )
    is_minor = models.BooleanField(
        "a minor change",
        default=False,
        help_text=(
            "Spelling or form, nothing that changes what the wording means. Nobody is "
            "told of it."
        ),
    )

    objects = ProcurementManager()

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("wording"),
                FieldRowPanel([FieldPanel("version"), FieldPanel("version_date")]),
                FieldPanel("version_note"),
                FieldPanel("is_minor"),
                FieldPanel("status"),
                PageChooserPanel("superseded_by", "procurement.ClausePage"),
            ],
            "Wording and version",
        ),
        FieldPanel("what_it_does"),
        FieldPanel("when_to_use"),
        FieldPanel("drafting_notes"),
        FieldRowPanel([FieldPanel("stage"), FieldPanel("risk")]),
        FieldPanel("obligation"),
        FieldPanel("needs_legal_advice"),
        InlinePanel("nations", label="Nation", max_num=len(UK_NATIONS)),
        InlinePanel("procedures", label="Procedure", max_num=len(Procedure.choices)),
        InlinePanel("regimes", label="Rules", max_num=len(Regime.choices)),
        FieldPanel("legal_bases", widget=CheckboxSelectMultiple),
        *KeptRight.law_panels,
        FieldPanel("related", widget=CheckboxSelectMultiple),
        FieldPanel("conflicting", widget=CheckboxSelectMultiple),
        FieldPanel("organisations", widget=CheckboxSelectMultiple),
        InlinePanel("sources", label="Source"),
    ]

    def clean(self) -> None:
        """Refuse unfinished placeholders, and new wording under an old version."""
        super().clean()
        self.wording = wording_format.tidy(self.wording)
        if faults := wording_format.faults(self.wording):
            raise ValidationError({"wording": faults})
        if self.has_changed_since_published():
            raise ValidationError({"version": CHANGED_WITHOUT_VERSION})
        if not (self.version_note or self.is_minor):
            raise ValidationError({"version_note": WITHOUT_NOTE})
        if self.status == ClauseStatus.CURRENT and not self.is_legally_passed():
            raise ValidationError({"status": NOT_PASSED})
        if self.superseded_by_id is not None and self.superseded_by_id == self.pk:
            raise ValidationError({"superseded_by": "A clause cannot replace itself."})

    def has_changed_since_published(self) -> bool:
        """Say whether this version was published before with other wording."""
        if self.pk is None:
            return False
        published = self.versions.filter(version=self.version).first()
        if published is None:
            return False
        return wording_format.tidy(published.wording) != wording_format.tidy(
            self.wording
        )

    def is_legally_passed(self) -> bool:
        """Say whether a lawyer has passed this very wording, under this version."""
        return self.pk is not None and LegalReview.objects.of(self).exists()

    @transaction.atomic
    def save(self, *args: object, **kwargs: object) -> None:
        """Save, and keep the wording when this is a publication.

        Wagtail saves a draft by writing a few bookkeeping fields only, and a publication
        by writing the page whole.
        """
        self.wording = wording_format.tidy(self.wording)
        super().save(*args, **kwargs)
        if self.live and kwargs.get("update_fields") is None:
            record_published_wording(clause=self)

    @property
    def is_draft_wording(self) -> bool:
        """Whether no lawyer has reviewed the wording yet."""
        return self.status == ClauseStatus.DRAFT

    @cached_property
    def paragraphs(self) -> list[wording_format.Paragraph]:
        """The wording, paragraph by paragraph."""
        return wording_format.paragraphs(self.wording)

    @cached_property
    def placeholders(self) -> list[wording_format.Placeholder]:
        """What whoever uses the clause has to settle."""
        return wording_format.placeholders(self.wording)

    def related_for(self, user: Asker) -> ProcurementQuerySet:
        """Return the clauses that go with this one, whichever of the two says so."""
        ids = {clause.pk for clause in self.related.all()}
        ids.update(self.related_from.values_list("pk", flat=True))
        clauses = ClausePage.objects.visible_to(user).filter(pk__in=ids - {self.pk})
        return clauses.by_title()

    def conflicting_for(self, user: Asker) -> ProcurementQuerySet:
        """Return the clauses not to use with this one, whichever of the two says so."""
        ids = {clause.pk for clause in self.conflicting.all()}
        ids.update(self.conflicting_from.values_list("pk", flat=True))
        clauses = ClausePage.objects.visible_to(user).filter(pk__in=ids - {self.pk})
        return clauses.by_title()

    @re_path(rf"^v({VERSION})/$", name="version")
    def serve_version(self, request: HttpRequest, version: str) -> HttpResponse:
        """Show the wording as it was published under one version."""
        shown = super().get_context(request) | version_context(self, version)
        return TemplateResponse(request, "procurement/clause_version.html", shown)

    @re_path(rf"^diff/({VERSION})\.\.({VERSION})/$", name="difference")
    def serve_difference(
        self, request: HttpRequest, older: str, newer: str
    ) -> HttpResponse:
        """Show what differs between two versions."""
        shown = super().get_context(request) | difference_context(self, older, newer)
        return TemplateResponse(request, "procurement/clause_difference.html", shown)

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add what is linked to the clause, as far as the reader may see it."""
        context = super().get_context(request, *args, **kwargs)
        user = request.user
        blanks = blanks_of(self.placeholders, request.GET)
        wording, terms = explained(settled_wording(self.wording, blanks))
        # Case studies are a plug-in: they bring this name with them, or it is not there.
        cases: PageManager | None = getattr(self, "case_studies", None)
        return context | {
            "wording": wording,
            "terms": terms,
            "blanks": blanks,
            "nation": nation_asked(self, request),
            "related": self.related_for(user),
            "conflicting": self.conflicting_for(user),
            "organisations": published(self.organisations),
            "routes": chosen_pages(self.routes, user),
            "guide_parts": chosen_pages(self.guide_parts, user),
            "case_studies": (
                pages_visible_to(user, cases.all()).order_by("title", "pk")
                if cases is not None
                else ()
            ),
            "legal_bases": chosen_law(self.legal_bases),
            "versions": version_links(self),
        }


NOT_PASSED = (
    "A lawyer has not passed this wording. Leave it at draft and submit it to the legal "
    "review, which makes it current."
)
WITHOUT_NOTE = "Say what changed and why, or mark the change as a minor one."
CHANGED_WITHOUT_VERSION = (
    "The wording differs from what was published as this version. "
    "Give it a new version, with its date and a note of what changed."
)
