"""Values and how they are read and shown: money, dates, text, custom field values, exact JSON."""
