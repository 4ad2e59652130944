"""What moderators do, and how everybody can know that they did it rightly."""
