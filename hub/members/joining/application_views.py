"""Where an applicant stands: reached by signing in, and by nothing else."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hub.members.joining import actions
from hub.members.joining.application_form import WhyForm
from hub.members.joining.stages import ApprovalStage
from hub.members.models import Application, Decision


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest) -> HttpResponse:
    """Show somebody who signed in, and was not let in yet, what became of it."""
    if request.user.is_authenticated:
        return redirect("/")
    stage = LoginStageController.enter(request, ApprovalStage.key)
    if stage is None:
        return redirect("account_login")
    user = stage.login.user
    if user is None or not user.is_active:
        clear_login(request)
        return redirect("account_inactive")
    if user.approved_at:
        # Let in while they looked at the page.
        return stage.exit()
    own = Application.objects.select_related("invitation__inviter", "organisation")
    found = own.filter(user=user).first()
    form = WhyForm(request.POST or None, initial={"why": found.why if found else ""})
    if request.method == "POST" and found:
        answer = _act(request, found, form)
        if answer:
            return answer
    context = {"application": found, "form": form, "states": Decision, "person": user}
    return render(request, "members/application.html", context)


def _act(
    request: HttpRequest, found: Application, form: WhyForm
) -> HttpResponse | None:
    """Do what the applicant asks for; None when it is to be put right first."""
    what = request.POST.get("action")
    if what == "correct":
        if not form.is_valid():
            return None
        actions.correct(application=found, why=form.cleaned_data["why"])
        messages.success(request, "Your sentence is changed.")
    elif what == "withdraw":
        return _withdraw(request, found)
    elif what == "ask-again":
        actions.ask_again(application=found)
        messages.success(request, "Your application waits for a coordinator again.")
    return redirect("members:application")


def _withdraw(request: HttpRequest, found: Application) -> HttpResponse:
    try:
        actions.withdraw(application=found)
    except actions.AlreadyLetIn:
        messages.info(request, "A coordinator has let you in meanwhile.")
    else:
        messages.success(request, "Your application is withdrawn.")
    return redirect("members:application")
