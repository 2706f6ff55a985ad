"""Events and claims to disagreements, one module a kind."""
