"""Lists of offers, jobs and candidates, read by key, and saved views of them."""
