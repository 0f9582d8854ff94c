"""The bundle server: bundles for polling OPAs, and what those OPAs report back. Needs the extra `smguard[serve]`."""
