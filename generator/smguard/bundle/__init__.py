"""What is compiled from the decisions: plan, data, Rego, bundle and module."""
