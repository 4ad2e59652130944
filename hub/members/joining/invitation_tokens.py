"""The links of invitations: a signed number and nothing else."""

from django.core.signing import BadSignature, Signer

from hub.members.models import Invitation

_signer = Signer(salt="hub.members.invitation")


def invitation_token(invitation: Invitation) -> str:
    """Return what proves that somebody got the invitation."""
    return _signer.sign(str(invitation.pk))


def open_invitation(token: str) -> Invitation | None:
    """Return the invitation of a link that still works; None for every other."""
    try:
        number = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    invitations = Invitation.objects.open().select_related("inviter", "organisation")
    return invitations.filter(pk=number).first()
