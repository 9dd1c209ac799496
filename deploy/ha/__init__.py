"""Three machines, one database: written for real machines, and played on one machine in network namespaces."""
