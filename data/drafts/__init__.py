"""What was typed into a form, checked by the rules."""
