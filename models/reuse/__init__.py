"""Reuse: wordings that repeat an earlier text: formulas, near-identical sentences, texts of one origin."""
