"""Tables to people: every figure is the result of a named query over `out.*`."""
