"""Graph → Neo4j and back: by difference over Bolt, or all at once by `neo4j-admin`; files for Browser."""
