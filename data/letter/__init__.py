"""Letters: from a template and an offer's terms to safe HTML, and to lines on a screen."""
