"""Table 1: which city practises the resilient city, in which way, by which document, and the sentence behind it."""
