"""How whoever is signed in is found again with each request."""

from allauth.account.auth_backends import AuthenticationBackend

from hub.accounts.models import User
from hub.core.db.prepared import Prepared

# Asked with every request of a member.
_BY_KEY = Prepared(
    lambda key: User.objects.with_way_to_admin().filter(pk=key), numbers=1
)


class MemberBackend(AuthenticationBackend):
    """allauth's, which also brings along what the header of every page asks."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person, and whether they open the admin, in one query."""
        user = _BY_KEY.of(int(user_id)).first()
        return user if user and self.user_can_authenticate(user) else None
