"""What every export shares: snapshot, records, losses, selection."""
