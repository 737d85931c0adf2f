"""The composition root: settings, gateways, use cases, applications."""
