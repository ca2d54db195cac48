"""Letter templates and clauses: revisions, scope, mistakes, the shipped ones."""
