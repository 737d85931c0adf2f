"""The worker's entry point: `python -m walkumentary.worker`."""

from walkumentary.bootstrap.processes import run_worker

if __name__ == "__main__":
    run_worker()
