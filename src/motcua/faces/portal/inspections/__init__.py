"""Supervision and inspections in public: what was recommended, what was replied."""
