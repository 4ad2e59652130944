"""What an address of the forum names must belong together, and be there for the asker."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404
from machina.conf import settings as machina_settings

from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from forum.moderating.former import topic_now_at
from forum.moderating.refusals import kept_words

READING = ("GET", "HEAD", "OPTIONS")
READ_WITH_A_TOPIC = ("forum__setting", "poll", "question__accepted", "closing")


class ConversationMixin:
    """For every view whose address names a board, and perhaps a topic and a post.

    Machina believes the board in the address: a reply sent through another board's id took
    that board's rules, so that approval was skipped and strangers could lock (S8, S9).
    Here a post must lie in the topic and the topic on the board, or there is nothing.
    Writing happens in one transaction that holds the topic's row.
    """

    #: Django's views also answer to DELETE and PUT, past everything that `post` does here.
    http_method_names = ["get", "head", "post", "options"]
    topic_kwarg: str | None = None
    post_kwarg: str | None = None
    #: Whether the author of what waits for approval may do this with it.
    open_to_author = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write in one transaction."""
        if request.method in READING:
            return super().dispatch(request, *args, **kwargs)
        method = (request.method or "").lower()
        if method not in self.http_method_names or not hasattr(self, method):
            return HttpResponseNotAllowed(self._allowed_methods())
        with transaction.atomic():
            return super().dispatch(request, *args, **kwargs)

    def check_permissions(self, request: HttpRequest) -> HttpResponse | None:
        """Ask for the board, find what the address names, then ask whether one may.

        Whoever may not is told why, and keeps what they have typed.
        """
        try:
            return self.find_and_ask(request)
        except (Http404, PermissionDenied) as refused:
            answer = kept_words(request, getattr(self, "_topic", None), refused)
            if answer is None:
                raise
            return answer

    def find_and_ask(self, request: HttpRequest) -> HttpResponse | None:
        """Answer instead of the view, where one may not or the topic has moved."""
        moved = self.find_or_follow(request)
        if moved is not None:
            return moved
        refused = super().check_permissions(request)
        if refused is None:
            self.hide_what_waits()
        return refused

    def find_or_follow(self, request: HttpRequest) -> HttpResponse | None:
        """Find what the address names, where it stands or where it has gone.

        While somebody writes, a topic can go away and come back between the two looks.
        """
        looks = 1 if request.method in READING else 3
        for look in range(looks):
            try:
                # Before topics and posts are looked up: that would tell which there are.
                refuse_if_hidden(request, self.kwargs["forum_pk"])
                self.find_named()
                return None
            except Http404:
                try:
                    return self.follow(request)
                except Http404:
                    if look + 1 == looks:
                        raise
        return None

    def follow(self, request: HttpRequest) -> HttpResponse | None:
        """Go where a moved topic is now; whoever was writing in it goes on there.

        The rules of the board where it is now apply. Raises Http404.
        """
        if self.topic_kwarg is None or hasattr(self, "_topic"):
            raise Http404("There is nothing here.")
        reading = request.method in READING
        topic = topic_now_at(
            self.kwargs["forum_pk"],
            self.kwargs[self.topic_kwarg],
            request,
            hold=not reading,
        )
        if reading:
            return HttpResponsePermanentRedirect(self.address_after_move(topic))
        self.name_topic(topic)
        return None

    def address_after_move(self, topic: Topic) -> str:
        """Return where the same page is for a topic that has moved."""
        return topic.get_absolute_url()

    def find_named(self) -> None:
        """Load board, topic and post of the address under the names machina looks for."""
        board_pk = self.kwargs["forum_pk"]
        if self.topic_kwarg is None:
            self._forum = get_object_or_404(Forum, pk=board_pk)
            return
        self.name_topic(self.find_topic(board_pk, self.kwargs[self.topic_kwarg]))

    def find_topic(self, board: int, number: int) -> Topic:
        """Load the topic of that key on that board. Raises Http404."""
        topics = Topic.objects.select_related(*READ_WITH_A_TOPIC)
        if self.request.method not in READING:
            # Nobody locks, moves or deletes the topic while this is written.
            topics = Topic.objects.select_related("forum").select_for_update(
                of=("self",)
            )
        return get_object_or_404(topics, pk=number, forum=board)

    def name_topic(self, topic: Topic) -> None:
        """Work on this topic, and on the post of the address in it."""
        self._topic = self.topic = topic
        self._forum = topic.forum
        self.kwargs |= {"forum_pk": topic.forum_id, str(self.topic_kwarg): topic.pk}
        if self.post_kwarg is not None:
            self._forum_post = get_object_or_404(
                topic.posts.select_related("poster"), pk=self.kwargs[self.post_kwarg]
            )

    def hide_what_waits(self) -> None:
        """Show what waits for approval to moderators and to its author only (S12)."""
        if self.topic_kwarg is None:
            return
        waiting = [] if self._topic.approved else [self._topic]
        if self.post_kwarg is not None and not self._forum_post.approved:
            waiting.append(self._forum_post)
        handler, user = self.request.forum_permission_handler, self.request.user
        if not waiting or handler.can_approve_posts(self._forum, user):
            return
        own = user.is_authenticated and all(one.poster_id == user.pk for one in waiting)
        if not (own and self.open_to_author):
            raise Http404("This waits for approval.")


def refuse_if_hidden(request: HttpRequest, board_pk: int) -> None:
    """Answer for a board that is not for the asker as for one that is not there.

    The page that says so offers visitors to sign in, which is how members get to where a
    link in their mail leads. Raises Http404.
    """
    handler = request.forum_permission_handler
    if not handler.may_read_board(board_pk, request.user):
        raise Http404("There is no such board.")


def to_the_one_address(
    request: HttpRequest, address: str, is_named_so: bool
) -> HttpResponse | None:
    """Send an old name, and `?page=1`, to the address of the thing; None where it is that.

    To be asked once it is known that the asker may see the thing: its name tells.
    """
    query = request.GET.copy()
    if query.getlist("page") == ["1"]:
        del query["page"]
    elif is_named_so:
        return None
    asked = query.urlencode()
    return HttpResponsePermanentRedirect(f"{address}{'?' if asked else ''}{asked}")


def refusal(request: HttpRequest) -> HttpResponse:
    """Ask a visitor to sign in, as machina does, and refuse a member."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.get_full_path())


def post_of_number(topic: Topic, number: str) -> Post | None:
    """Return the approved post of `topic` with that number, whatever was typed (B6)."""
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return None
    return topic.posts.filter(approved=True, pk=int(number)).first()


def page_of(post: Post, shown: QuerySet[Post] | None = None) -> int:
    """Return the number of the page of its topic on which a post stands.

    `shown` are the posts of the topic that the asker is shown; without it, the approved.
    """
    if shown is None:
        shown = Post.objects.filter(topic=post.topic_id, approved=True)
    earlier = Q(created__lt=post.created) | Q(created=post.created, pk__lt=post.pk)
    before = shown.filter(earlier).count()
    return before // machina_settings.TOPIC_POSTS_NUMBER_PER_PAGE + 1
