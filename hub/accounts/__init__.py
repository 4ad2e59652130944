"""Who signs in: the user, who signs in with an e-mail address and shows a name."""
