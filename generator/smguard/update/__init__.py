"""What a newer catalog changes, and how it is taken up."""
