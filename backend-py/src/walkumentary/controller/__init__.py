"""Front doors: HTTP, jobs, command line. They translate, nothing else."""
