"""OpenATS: records in and out."""
