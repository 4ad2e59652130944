"""A site for tests, as on a fresh install."""

from wagtail.models import Page, Site

from hub.home.models import HomePage


def make_home() -> HomePage:
    """Make the site and its home page."""
    root = Page.get_first_root_node()
    home = HomePage(title="Care Co-op Hub", slug="hub", heading="Care co-ops together.")
    root.add_child(instance=home)
    Site.objects.all().delete()
    Site.objects.create(
        hostname="testserver", root_page=home, is_default_site=True, site_name="Hub"
    )
    return home
