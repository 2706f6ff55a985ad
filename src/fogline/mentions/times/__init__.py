"""Times: TIMEX3 expressions with their days, and what tells a publication date."""
