"""The office's desk: everything that needs somebody, read from what is true."""
