"""From an article to a searchable library."""
