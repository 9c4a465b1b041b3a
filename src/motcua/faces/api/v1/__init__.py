"""The first version of the interface for machines: everything under ``/api/v1``."""
