"""Policy as code for AWS Secrets Manager: an action catalog and an organisation's rules become an OPA bundle."""

__version__ = "0.1.0"
