"""Graph → RDF and back: quads in a fixed order, in every syntax."""
