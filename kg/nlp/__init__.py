"""Report → Doc → Reading: the spaCy part of the way. Nothing outside this package imports spaCy."""
