"""What people are told, how and when: preferences, the inbox, mail, digests."""
