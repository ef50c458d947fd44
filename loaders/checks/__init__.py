"""What is checked of a graph: its laws, the shapes of its things, the whole."""
