"""Another process that sends, as a worker would; killed where it is told to be.

Run as `python -m tests.hub.notify.sender PORT WHERE NUMBER`: it dies at the moment WHERE
of its letter NUMBER.
"""

import os
import signal
import sys

import django


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def at(number: int, before: bool):
    """Make a function that kills the process at its call of this number."""
    calls = iter(range(1, 1_000_000))

    def around(work):
        def counted(*args, **given):
            is_it = next(calls) == number
            if is_it and before:
                die()
            answer = work(*args, **given)
            if is_it:
                die()
            return answer

        return counted

    return around


def patch(where: str, number: int) -> None:
    from django.core.mail.backends.smtp import EmailBackend

    from hub.notify import fate, messages, sending

    match where:
        case "while-composing":
            sending.message_of = at(number, True)(messages.message_of)
        case "before-the-note":
            sending._note_handing = at(number, True)(sending._note_handing)
        case "after-the-note":
            sending._note_handing = at(number, False)(sending._note_handing)
        case "after-the-answer":
            fate.settle = at(number, True)(fate.settle)
        case "after-it-was-noted":
            fate.settle = at(number, False)(fate.settle)
        case "before-the-mail":
            EmailBackend.send_messages = at(number, True)(EmailBackend.send_messages)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
    django.setup()
    from django.conf import settings

    from tests.hub.notify import own_composer

    settings.EMAIL_BACKEND = "hub.notify.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[1])
    own_composer.register()
    patch(sys.argv[2], int(sys.argv[3]))
    from hub.notify.sending import send_due

    print(send_due().sent)
