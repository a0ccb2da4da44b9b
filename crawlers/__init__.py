"""Documents in: the raw store, the files given by hand, the readers that turn bytes into plain text."""
