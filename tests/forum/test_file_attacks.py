"""Files against those they are not for: S4, S5 and S6 with real uploads."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from machina.apps.forum_permission.shortcuts import assign_perm

from forum.files.models import PostFile
from forum.forum_conversation.models import Post, Topic
from tests.factories import files as make_files
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

SECRET = b"top,secret\n1,2\n"
ROTA = b"day,who\nMonday,Mo\n"


@pytest.fixture
def victim(closed_board, moderator):
    """A file on a board that only moderators may read."""
    post = make.topic(closed_board, moderator, "Secret").first_post
    return make_files.attached(post, "secret.csv", SECRET)


def test_s4_file_on_an_unreadable_board_is_not_there(
    client_for, other, moderator, victim
):
    """S4: the view asked whether one may download, never whether one may read."""
    for one in (AnonymousUser(), other):
        assign_perm("can_download_file", one, victim.post.topic.forum)
    nothing = f"/forum/files/{'x' * 32}/secret.csv"
    for client in (Client(), client_for(other)):
        refused = client.get(victim.get_absolute_url())
        missing = client.get(nothing)
        assert refused.status_code == missing.status_code == 404
        assert SECRET not in refused.content
    assert client_for(moderator).get(victim.get_absolute_url()).getvalue() == SECRET


def test_s4_file_below_a_closed_board_is_not_there(client_for, member, closed_board):
    below = make.board("Below", parent=closed_board)
    kept = make_files.attached(make.topic(below, member).first_post)
    assert Client().get(kept.get_absolute_url()).status_code == 404
    assert client_for(member).get(kept.get_absolute_url()).status_code == 404


def test_s4_file_on_a_members_board_is_for_members(client_for, other, members_board):
    kept = make_files.attached(make.topic(members_board, other).first_post)
    assert Client().get(kept.get_absolute_url()).status_code == 404
    assert client_for(other).get(kept.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("waits", ["post", "topic"])
def test_s4_file_of_what_waits_is_for_its_author_and_moderators(
    client_for, other, member, moderator, board, waits
):
    """S4: nor whether the post has been approved."""
    if waits == "post":
        post = make.reply(make.topic(board, moderator), member, approved=False)
    else:
        post = make.topic(board, member, approved=False).first_post
    picture = make_files.attached(post, "a.png", make_files.photo("PNG"))
    for address in (picture.get_absolute_url(), picture.preview_url):
        assert Client().get(address).status_code == 404
        assert client_for(other).get(address).status_code == 404
        assert client_for(member).get(address).status_code == 200
        assert client_for(moderator).get(address).status_code == 200


def test_s4_member_who_waits_to_be_let_in_is_as_a_visitor(
    client_for, person, members_board, other
):
    kept = make_files.attached(make.topic(members_board, other).first_post)
    applicant = person("Anna Applicant")
    type(applicant).objects.filter(pk=applicant.pk).update(approved_at=None)
    client = client_for(applicant)
    assert client.get(kept.get_absolute_url()).status_code != 200


def test_s5_files_lie_under_random_names_where_no_address_leads(topic, client_for):
    """S5: they lay in the open media folder, under the names they came with."""
    kept = make_files.attached(topic.first_post, "secret.csv", SECRET)
    folder = settings.DATA_DIR / "forum-files"
    path = Path(kept.file.path)
    assert path.parent == folder
    assert not path.is_relative_to(settings.MEDIA_ROOT)
    assert "secret" not in path.name
    assert len(path.name) >= 32
    assert path.read_bytes() == SECRET
    assert path.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="no address"):
        _ = kept.file.url
    for address in (
        f"/media/forum-files/{path.name}",
        f"/media/{path.name}",
        f"/media/../forum-files/{path.name}",
        f"/forum/files/{path.name}/secret.csv",
    ):
        assert Client().get(address, follow=True).status_code == 404


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("..", "passwd"),
        ("%2e%2e", "hub.sqlite3"),
        ("..%2f..%2fetc", "passwd"),
        ("{token}", "..%2f..%2fsecret-key"),
        ("{token}", "other.csv"),
        ("{token}", "secret.csv%00.html"),
        ("{token}", "secret.csv/"),
        ("{token}%00", "secret.csv"),
        ("{upper}", "secret.csv"),
        ("'%20or%201=1", "secret.csv"),
        ("x" * 5_000, "secret.csv"),
    ],
)
def test_s5_address_of_any_other_path_finds_nothing(topic, token, name):
    kept = make_files.attached(topic.first_post, "secret.csv", SECRET)
    token = token.format(token=kept.token, upper=kept.token.swapcase())
    response = Client().get(f"/forum/files/{token}/{name}")
    assert response.status_code in (400, 404)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("rota.csv", 'attachment; filename="rota.csv"'),
        ("rôta 🌷.csv", "attachment; filename*=utf-8''r%C3%B4ta%20%F0%9F%8C%B7.csv"),
    ],
)
def test_s6_file_is_handed_out_to_be_saved_and_runs_nowhere(topic, name, told):
    """S6: HTML was served as HTML, from the site's own address."""
    kept = make_files.attached(topic.first_post, name)
    response = Client().get(kept.get_absolute_url())
    assert response.streaming
    assert response.headers["Content-Disposition"] == told
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == (
        "sandbox; default-src 'none'"
    )
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_s6_picture_is_shown_as_what_was_drawn_and_runs_nowhere(topic):
    kept = make_files.attached(
        topic.first_post, "a.jpg", make_files.photo_that_tells() + b"<script>"
    )
    response = Client().get(kept.preview_url)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == (
        "sandbox; default-src 'none'"
    )
    assert b"<script>" not in response.getvalue()
    assert b"<script>" not in Client().get(kept.get_absolute_url()).getvalue()
    assert (
        Client().get(make_files.attached(topic.first_post).preview_url).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.html", b"<html><script>alert(1)</script>"),
        ("x.pdf", b"<html><script>alert(1)</script>"),
        ("x.svg", b'<svg onload="alert(1)"/>'),
        ("x.png", b'<svg onload="alert(1)"/>'),
        ("evil.exe", b"MZ\x90\x00"),
        ("evil.csv", b"MZ\x90\x00"),
        ("x.gif", b"GIF89a\x01\x00\x01\x00"),
        ("x.bin", bytes(6 * 1024 * 1024)),
        ("cut.jpg", make_files.photo()[:800]),
        ("huge.pdf", b"%PDF-1.7\n" + bytes(10 * 1024 * 1024) + b"%%EOF"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_s6_upload_of_any_other_kind_is_refused_by_the_page(
    client_for, other, topic, name, data
):
    """S6: x.html, x.svg, evil.exe and six megabytes of anything were accepted."""
    response = client_for(other).post(
        topic.address("post_create"),
        {"content": "Typed with care", "files-add": make_files.sent(name, data)},
    )
    assert response.status_code == 200
    assert f"“{name}”:" in response.text
    assert "Typed with care" in response.text
    assert not PostFile.objects.exists()
    assert Post.objects.count() == 1


def test_hidden_boards_address_judges_no_upload(
    client_for, other, closed_board, moderator, monkeypatch
):
    """What takes time is not done for whoever may not post."""
    from forum.forum_conversation import views

    secret = make.topic(closed_board, moderator, "Secret")
    looked = []
    monkeypatch.setattr(views, "judge_within_limit", lambda *args: looked.append(args))
    response = client_for(other).post(
        secret.address("post_create"),
        {"content": "x", "files-add": make_files.sent("r.csv", ROTA)},
    )
    assert response.status_code == 404
    assert looked == []
    assert Topic.objects.get().posts_count == 1
