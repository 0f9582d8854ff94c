"""How a bundle leaves, and how it is trusted: tarball, signature, store, registries, OPA configuration."""
