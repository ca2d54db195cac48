"""What a letter says, read back from its text: amounts, days, placeholders that were left."""
