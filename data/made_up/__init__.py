"""Made-up offers: people, jobs and plots of a company that does not exist."""
