"""The filter language: parser, vocabulary, completion, and conditions for the database."""
