"""What other apps can hear of."""

from django.dispatch import Signal

# Sent in the transaction of the change, with person, kind, before and way.
way_chosen = Signal()
