"""What screens are made of: widgets take and emit records and never call a use case."""
