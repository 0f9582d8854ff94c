"""What was decided: rules, kinds, the organisation, and the folder that holds them."""
