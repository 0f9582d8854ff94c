"""What another bundle would change: the verdicts of two bundles on the same policies, compared."""
