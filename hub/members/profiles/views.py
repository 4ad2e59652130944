"""A person's own profile, and how others see it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hub.members.models import Profile, SeenBy
from hub.members.profiles.account_views import own_trail
from hub.members.profiles.actions import save_profile
from hub.members.profiles.forms import ProfileForm
from hub.members.profiles.photos import SIZES, photo_path
from hub.members.profiles.seen import SeenProfile

# A public picture may be kept so long by what stands between; then it is asked for again.
_SECONDS = 300


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: HttpRequest) -> HttpResponse:
    """Let a person say who they are, and who sees it."""
    profile = Profile.objects.filter(user=request.user).select_related("user").first()
    profile = profile or Profile(user=request.user)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=profile)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        save_profile(
            profile=form.instance,
            name=cleaned["name"],
            can_help_with=cleaned["can_help_with"],
            topics=cleaned["topics"],
            photo=cleaned["new_photo"],
            drops_photo=cleaned.get("drops_photo", False),
        )
        messages.success(request, "Your profile is saved.")
        return redirect("members:profile_edit")
    is_saved = profile.pk is not None and bool(profile.slug)
    # What was chosen just now may be wrong; the picture shown is the one that is kept.
    picture = SeenProfile(profile, SeenBy.values).photo_url if is_saved else ""
    context = {
        "form": form,
        "profile": profile,
        "is_saved": is_saved,
        "picture": picture,
        "acting": request.user.memberships.select_related("organisation"),
        "breadcrumb": own_trail("My profile"),
    }
    return render(request, "members/profile_edit.html", context)


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Show of one person what the asker may see; the same 404 for all others."""
    profile = get_object_or_404(
        Profile.objects.shown_to(request.user)
        .select_related("user", "organisation")
        .prefetch_related("can_help_with", "user__memberships__organisation"),
        slug=slug,
    )
    is_own = profile.user_id == request.user.pk
    context = {
        "person": SeenProfile.by(request.user, profile),
        "is_own": is_own,
        "is_hidden": profile.name_seen_by == SeenBy.HIDDEN,
        "may_ask": request.user.is_authenticated and not is_own and profile.is_listed,
        "may_block": request.user.is_authenticated and not is_own,
        "breadcrumb": [
            ("Home", "/"),
            *([("People", "/people/")] if request.user.is_authenticated else []),
            (profile.user.get_display_name(), None),
        ],
    }
    response = render(request, "members/person.html", context)
    if request.user.is_authenticated:
        patch_cache_control(response, private=True)
    return response


@require_safe
def photo(request: HttpRequest, slug: str) -> HttpResponse:
    """Send somebody's picture to those who may see it; the same 404 to all others."""
    size = request.GET.get("size", "large")
    if size not in SIZES:
        raise BadRequest("No such size.")
    profile = (
        Profile.objects.of_members().filter(slug=slug).select_related("user").first()
    )
    if profile is None:
        raise Http404("No such picture.")
    is_public = bool(SeenProfile(profile, {SeenBy.PUBLIC}).photo)
    # Only where it matters is it asked who looks, so that what is public can be kept.
    is_own = not is_public and request.user.pk == profile.user_id
    seen = is_public or is_own or bool(SeenProfile.by(request.user, profile).photo)
    path = photo_path(profile.photo, size)
    if not (seen and profile.photo and path.is_file()):
        raise Http404("No such picture.")
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    if is_public:
        patch_cache_control(response, public=True, max_age=_SECONDS)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response
