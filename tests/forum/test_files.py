"""Adding files to messages, seeing them, changing and removing them."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from forum.files.models import MOST_FILES, PostFile
from forum.forum_conversation.models import Post, Topic
from tests.factories import files as make_files
from tests.factories import forum as make
from tests.factories.media import pdf
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db

ROTA = b"day,who\nMonday,Mo\n"


def create_address(board) -> str:
    return reverse("forum_conversation:topic_create", args=[board.slug, board.pk])


def reply(client, topic, *files, content="See the file.", **fields):
    sent = [make_files.sent(name, data) for name, data in files]
    return client.post(
        topic.address("post_create"),
        {"content": content, "files-add": sent, **fields},
        follow=True,
    )


def waiting_fields(page) -> dict:
    """What a browser sends again of the files that a form shows."""
    form = BeautifulSoup(page.content, "html5lib").select_one(".files")
    return {
        "files-waiting": [
            one["value"] for one in form.select("input[name=files-waiting]")
        ]
    }


def test_member_adds_files_to_a_reply_and_everybody_fetches_them(
    client_for, other, topic
):
    page = reply(
        client_for(other), topic, ("rota.csv", ROTA), ("plan.pdf", pdf("Plan"))
    )
    post = Post.objects.latest("pk")
    assert [(one.name, one.number) for one in post.files.all()] == [
        ("rota.csv", 1),
        ("plan.pdf", 2),
    ]
    links = BeautifulSoup(page.content, "html5lib").select(".post__listed a")
    assert [link.text for link in links] == ["rota.csv", "plan.pdf"]
    assert Client().get(links[0]["href"]).getvalue() == ROTA
    assert "CSV table" in page.text


def test_topic_begins_with_files(client_for, member, board):
    client_for(member).post(
        create_address(board),
        {
            "subject": "Rotas",
            "content": "Ours",
            "files-add": make_files.sent("r.csv", ROTA),
        },
    )
    assert Topic.objects.get().first_post.files.get().uploaded_by == member


def test_picture_is_asked_for_words_and_nothing_sent_is_lost(client_for, other, topic):
    client = client_for(other)
    page = reply(
        client,
        topic,
        ("house.jpg", make_files.photo()),
        ("rota.csv", ROTA),
        content="Typed with care",
    )
    assert Post.objects.count() == 1
    assert "Please say what “house.jpg” shows" in page.text
    assert "Typed with care" in page.text
    kept = waiting_fields(page)
    assert len(kept["files-waiting"]) == 2
    picture = PostFile.objects.get(name="house.jpg")
    page = reply(
        client, topic, **kept, **{f"files-{picture.token}-words": "Our <b>house</b>"}
    )
    post = Post.objects.latest("pk")
    assert {one.name for one in post.files.all()} == {"house.jpg", "rota.csv"}
    shown = BeautifulSoup(page.content, "html5lib").select_one(".post__figure img")
    assert shown["alt"] == "Our <b>house</b>"
    assert (shown["width"], shown["height"]) == ("640", "400")
    answer = Client().get(shown["src"])
    assert answer.headers["Content-Type"] == "image/jpeg"


def test_picture_for_decoration_needs_no_words(client_for, other, topic):
    client = client_for(other)
    kept = waiting_fields(reply(client, topic, ("line.png", make_files.photo("PNG"))))
    token = kept["files-waiting"][0]
    reply(client, topic, **kept, **{f"files-{token}-decorative": "on"})
    assert Post.objects.latest("pk").files.get().words == ""


def test_refused_file_is_named_and_text_and_good_files_stay(client_for, other, topic):
    client = client_for(other)
    page = reply(
        client,
        topic,
        ("virus.exe", b"MZ\x90\x00"),
        ("rota.csv", ROTA),
        content="Typed with care",
    )
    assert Post.objects.count() == 1
    assert "“virus.exe”: This kind of file cannot be added." in page.text
    assert "Typed with care" in page.text
    reply(client, topic, **waiting_fields(page))
    assert Post.objects.latest("pk").files.get().name == "rota.csv"


def test_preview_keeps_files_and_shows_them_where_the_text_places_them(
    client_for, other, topic
):
    client = client_for(other)
    kept = waiting_fields(reply(client, topic, ("a.png", make_files.photo("PNG"))))
    token = kept["files-waiting"][0]
    words = {f"files-{token}-words": "A chart"}
    text = "Look: ![](file:1)"
    page = reply(client, topic, content=text, preview="1", **kept, **words)
    image = BeautifulSoup(page.content, "html5lib").select_one(".panel img")
    assert (image["alt"], image["src"]) == (
        "A chart",
        f"/forum/files/{token}/preview/",
    )
    page = reply(client, topic, content=text, **waiting_fields(page), **words)
    soup = BeautifulSoup(page.content, "html5lib")
    post = soup.select(".post")[-1]
    assert post.select_one(".post__text img")["alt"] == "A chart"
    assert not post.select(".post__figure")
    assert post.select_one(".post__listed a").text == "a.png"


def test_only_so_many_files_fit_and_the_others_are_named(client_for, other, topic):
    names = [f"r{number}.csv" for number in range(MOST_FILES + 2)]
    page = reply(client_for(other), topic, *((name, ROTA) for name in names))
    assert Post.objects.count() == 1
    assert PostFile.objects.count() == MOST_FILES
    for name in names[MOST_FILES:]:
        assert f"“{name}”: no more files fit" in page.text


def test_author_removes_a_file_and_adds_another_and_numbers_stay(
    client_for, member, topic
):
    post = topic.first_post
    first, second = (make_files.attached(post, f"{name}.csv") for name in "ab")
    client_for(member).post(
        topic.address("topic_update"),
        {
            "subject": "S",
            "content": "C",
            f"files-{first.token}-remove": "on",
            "files-add": make_files.sent("c.csv", ROTA),
        },
    )
    assert [(one.name, one.number) for one in post.files.all()] == [
        ("b.csv", second.number),
        ("c.csv", 3),
    ]


def test_full_message_takes_a_new_file_for_one_that_goes(client_for, member, topic):
    files = [
        make_files.attached(topic.first_post, f"{number}.csv")
        for number in range(MOST_FILES)
    ]
    sent = {"subject": "S", "content": "C"}
    client = client_for(member)
    new = make_files.sent("new.csv", ROTA)
    page = client.post(topic.address("topic_update"), sent | {"files-add": new})
    assert "no more files fit" in page.text
    going = {f"files-{files[0].token}-remove": "on"}
    new = make_files.sent("new.csv", ROTA)
    client.post(topic.address("topic_update"), sent | going | {"files-add": new})
    assert {one.name for one in topic.first_post.files.all()} == {
        "1.csv",
        "2.csv",
        "3.csv",
        "4.csv",
        "new.csv",
    }


def test_files_sent_beside_those_of_another_window_do_not_exceed_the_limit(
    client_for, member, topic
):
    for number in range(MOST_FILES - 1):
        make_files.attached(topic.first_post, f"{number}.csv")
    waiting = [
        make_files.attached(None, f"w{number}.csv", by=member).token
        for number in range(2)
    ]
    page = client_for(member).post(
        topic.address("topic_update"),
        {"subject": "S", "content": "C", "files-waiting": waiting},
    )
    assert "At most 5 files fit on a message: please remove some." in page.text
    assert topic.first_post.files.count() == MOST_FILES - 1


def test_words_of_a_picture_can_be_changed(client_for, member, topic):
    kept = make_files.attached(
        topic.first_post, "a.png", make_files.photo("PNG"), words="Old words"
    )
    client = client_for(member)
    assert "Old words" in client.get(topic.address("topic_update")).text
    client.post(
        topic.address("topic_update"),
        {"subject": "S", "content": "C", f"files-{kept.token}-words": "New words"},
    )
    kept.refresh_from_db()
    assert kept.words == "New words"


def test_file_added_where_posts_wait_makes_the_post_wait(
    client_for, other, board, member
):
    """S14, with files: an approved message cannot be given any file afterwards."""
    make.premoderated(board)
    post = make.reply(make.topic(board, member), other)
    client_for(other).post(
        post.address("post_update"),
        {"content": "x", "files-add": make_files.sent("r.csv", ROTA)},
    )
    post.refresh_from_db()
    assert not post.approved
    assert Client().get(post.files.get().get_absolute_url()).status_code == 404


def test_text_places_its_own_files_alone(topic, client_for, member):
    make_files.attached(topic.first_post, "rota.csv")
    client_for(member).post(
        topic.address("topic_update"),
        {
            "subject": "S",
            "content": "![the rota](file:1) ![none](file:2) "
            "![far](https://example.org/track.gif) ![x](/media/x.png)",
        },
    )
    soup = BeautifulSoup(Client().get(topic.get_absolute_url()).content, "html5lib")
    text = soup.select_one(".post__text")
    assert not text.select("img")
    assert text.find("a", string="the rota")["href"].endswith("/rota.csv")
    assert "none" in text.text


def test_words_in_the_text_cannot_leave_the_attribute(topic, client_for, member):
    """The renderer leaves quotes in text alone; in an attribute they would end it."""
    make_files.attached(topic.first_post, "a.png", make_files.photo("PNG"), words="x")
    client_for(member).post(
        topic.address("topic_update"),
        {
            "subject": "S",
            "content": '![" onerror="alert(1)" x="<b>](file:1)',
            f"files-{PostFile.objects.get().token}-words": "x",
        },
    )
    soup = BeautifulSoup(Client().get(topic.get_absolute_url()).content, "html5lib")
    image = soup.select_one(".post__text img")
    assert image["alt"] == '" onerror="alert(1)" x="<b>'
    assert set(image.attrs) == {"class", "src", "alt", "width", "height", "loading"}


def test_picture_whose_words_name_a_member_is_shown(topic, other, client):
    wanda = make_member("Wanda Writer", name_seen_by="public")
    post = make.reply(topic, other, f"![Photo of @{wanda.slug}](file:1)")
    file = make_files.attached(post, "a.png", make_files.photo("PNG"), words="x")
    page = client.get(topic.get_absolute_url())
    image = BeautifulSoup(page.content, "html5lib").select_one(".post__text img")
    assert (image["src"], image["alt"]) == (
        file.preview_url,
        f"Photo of @{wanda.slug}",
    )


def test_newcomer_without_the_permission_is_told_and_loses_no_words(
    client_for, other, topic
):
    from forum.forum_permission.models import UserForumPermission

    UserForumPermission.objects.filter(permission__codename="can_attach_file").delete()
    client = client_for(other)
    assert 'type="file"' not in client.get(topic.get_absolute_url()).text
    page = reply(client, topic, ("rota.csv", ROTA), content="Typed with care")
    assert "You cannot add files on this board yet" in page.text
    assert "Typed with care" in page.text
    assert not PostFile.objects.exists()
