"""Word lists as data, one TOML file a list, one loader."""
