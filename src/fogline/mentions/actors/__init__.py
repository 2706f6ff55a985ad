"""Who acts or speaks: names, descriptions, pronouns, resolved within the document."""
