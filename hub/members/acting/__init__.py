"""Acting for an organisation: who may, what they do, and who hears of it."""
