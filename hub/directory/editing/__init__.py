"""How editors and coordinators keep the directory, in the Wagtail admin."""
