"""What is found, as files: the columns, the files of rows, the files of places."""
