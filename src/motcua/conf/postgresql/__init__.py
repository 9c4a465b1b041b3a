"""Django's PostgreSQL backend with fewer journeys to the server."""
