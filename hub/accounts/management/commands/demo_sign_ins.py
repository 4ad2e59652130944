"""Make and print one account for each kind of person, on a local site only."""

from django.core.management.base import BaseCommand

from hub.accounts.demo import NotALocalSite, ensure_demo_people


class Command(BaseCommand):
    """Safe to repeat: the accounts and their passwords stay."""

    help = "Print the demo sign-ins, making them first if need be (local sites only)."

    def handle(self, **options: object) -> None:
        """Print them, or say why there are none."""
        try:
            file = ensure_demo_people()
        except NotALocalSite as error:
            self.stdout.write(f"No demo sign-ins: {error} is not a local address.")
            return
        self.stdout.write(f"\nDemo sign-ins (kept in {file}):\n")
        self.stdout.write(file.read_text(encoding="utf-8"))
