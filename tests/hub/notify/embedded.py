"""A process of a site without a worker: it saves something that is mailed.

Run as `python -m tests.hub.notify.embedded KEY`; it says what it sees, and ends when its
standard input does.
"""

import sys
import time

import django

if __name__ == "__main__":
    django.setup()
    from django.db import transaction

    from hub.notify import courier, outbox
    from tests.hub.notify import own_composer

    courier._SHORTEST_SECONDS = 0.2
    own_composer.register()
    with transaction.atomic():
        key = sys.argv[1]
        outbox.put(key=key, composer="test-real", address=f"{key}@example.org")
        print("put", flush=True)
        if sys.stdin.readline() == "wait\n":
            time.sleep(0.5)
        begun = time.monotonic()
    print(f"{time.monotonic() - begun:.3f}", flush=True)
    sys.stdin.read()
