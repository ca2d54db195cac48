"""What every import shares: references, versions, field values, conflicts."""
