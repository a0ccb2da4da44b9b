"""Pages: HTML -> the article's text, what its tags and index box claim, and what is doubtful about it."""
