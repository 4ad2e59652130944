"""From a discussion to a guide or a case study, with the consent of those who wrote it."""
