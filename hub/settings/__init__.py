"""Settings: `base` for every site, `production` for one on the web, `test` for tests.

All values come from the environment, once, through `env`; the README lists them.
"""
