"""What is kept about a person: to see, to take away, and to have erased."""
