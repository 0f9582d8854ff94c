"""What tests of several wings share: policies folders, servers, registries, keys."""
