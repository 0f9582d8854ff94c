"""The action catalog of a service: what the note says, and the facts that the note's format cannot say."""
