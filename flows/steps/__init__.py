"""Steps: plain functions that join the rooms. The command line calls them directly, Prefect wraps the same ones."""
