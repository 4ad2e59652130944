"""Downloads: what is on a page as a document to work on, from one list of blocks."""
