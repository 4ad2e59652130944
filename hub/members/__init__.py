"""People and what they do here: joining, profiles, who acts for which organisation."""
