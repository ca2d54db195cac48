"""Made-up desks: people, jobs and offers of a company that does not exist."""
