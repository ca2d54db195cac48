"""Letters: a template and an offer's terms become safe HTML, and lines on a screen."""
