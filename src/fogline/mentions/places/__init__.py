"""Places: names found in the text and resolved by their context."""
