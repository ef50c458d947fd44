"""Graph → property graph: nodes, links and Cypher, one text for every store."""
