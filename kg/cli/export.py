"""`kg export`: the graph as RDF, CSV tables or GraphML."""
