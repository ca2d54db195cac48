"""Everything the desk knows and stores: rules, records, storage, letters, exchange.

Nothing here imports the terminal. Use cases take drafts and give frozen records.
"""
