"""Letters leave the desk: file, web page, PDF, email draft."""
