"""Topics: models of terms in units, their choice, their quality, and what people make of them."""
