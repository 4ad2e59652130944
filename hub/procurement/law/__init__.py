"""Law as data: what rests on which section, and what a change to one asks for."""
