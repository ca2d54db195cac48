"""One screen a file: a screen collects and shows; the rules are in `data`."""
