"""Let an answer take no less than a set time, so that its time tells nothing."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class LeastTime:
    """Mix into a view: a form that was sent is answered after `SIGN_UP_LEAST_SECONDS`.

    A new account costs some milliseconds more than the mail to one that is there, and who
    asks often enough could tell them apart. The wait holds a thread of the server, so it
    is short: about three times what a new password costs. Whoever is over the limit of
    their address (20 forms in an hour) is sent away before it, and so is whoever only looks.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, but not before the time is over: whatever was answered."""
        begun = time.monotonic()
        answer = super().post(request, *args, **kwargs)
        left = begun + settings.SIGN_UP_LEAST_SECONDS - time.monotonic()
        if left > 0:
            time.sleep(left)
        return answer
