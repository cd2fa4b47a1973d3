"""The report: ``view`` words an assessment, ``picture`` draws its chain, ``html`` writes one page of both."""
