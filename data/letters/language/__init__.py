"""The template language of letters: names, filters, sandbox, compiler."""
