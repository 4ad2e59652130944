"""Give coordinators words to start their answers from.

Going back takes away those that nobody has changed.
"""

from django.db import migrations

_WORDS = (
    (
        "welcome",
        "Welcome",
        "Welcome, we are glad you are here. A good first step is to say a little about "
        "yourself in your profile, and to have a look at what others ask in the forum.",
    ),
    (
        "welcome",
        "Welcome to a founder",
        "Welcome, we are glad you are here. Many members have started a care co-op and "
        "like to be asked about it: the guides and the forum are good places to begin.",
    ),
    (
        "decline",
        "We could not tell who you are",
        "Thank you for asking to join. From what you told us we could not tell how you "
        "are connected with care co-operatives. If you write to us with a little more "
        "about yourself, we will gladly look again.",
    ),
    (
        "decline",
        "The network is for others",
        "Thank you for your interest. This network is for people who run, start, work "
        "in, commission or advise care co-operatives, and we do not think it is the "
        "right place for what you have in mind. Everything public on the hub stays open "
        "to you.",
    ),
    (
        "decline",
        "To sell to members",
        "Thank you for your interest. Members come here to talk with each other, so we "
        "do not open accounts for offering products or services to them.",
    ),
    (
        "decline",
        "There is an account already",
        "Thank you for asking to join. We believe you have an account under another "
        "address already. If you cannot sign in to it, write to us and we will help.",
    ),
    (
        "decline_claim",
        "We could not confirm it",
        "Thank you for asking. We could not confirm that you act for this organisation. "
        "If somebody there can tell us so, or if you can write to us from an address at "
        "its own domain, please ask again.",
    ),
    (
        "decline_claim",
        "Please ask the organisation first",
        "Thank you for asking. Other people act for this organisation already. Please "
        "speak with them first: they can invite you themselves.",
    ),
)


def seed(apps, schema_editor):
    template = apps.get_model("members", "ReasonTemplate")
    template.objects.bulk_create(
        template(use=use, title=title, text=text, order=10 * number)
        for number, (use, title, text) in enumerate(_WORDS, start=1)
    )


def clear(apps, schema_editor):
    template = apps.get_model("members", "ReasonTemplate")
    for use, title, text in _WORDS:
        template.objects.filter(use=use, title=title, text=text).delete()


class Migration(migrations.Migration):
    dependencies = [("members", "0002_desk")]

    operations = [migrations.RunPython(seed, clear)]
