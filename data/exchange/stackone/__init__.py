"""StackOne unified ATS: records in and out."""
