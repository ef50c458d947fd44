"""Questions to a graph, in Cypher and SPARQL: found, judged, answered, with their citations."""
