"""The way through: steps (plain functions), commands (the command line), deployments (Prefect)."""
