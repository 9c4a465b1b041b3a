"""Open311 GeoReport v2 over public feedback (https://wiki.open311.org/GeoReport_v2)."""
