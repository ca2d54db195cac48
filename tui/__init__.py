"""The terminal: command line, screens and widgets over the records of `data`."""
