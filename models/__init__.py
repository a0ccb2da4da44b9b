"""Text functions, no I/O: pure functions over strings and columns (the only files read are the packaged `lexicon/`)."""
