"""What a graph becomes: a room a target, and beside them what several rooms use."""
