"""What is measured and never asserted as a time: our way beside what a researcher would write today."""
