"""Periodic reports at the desk: own reports, what units send, who reports what."""
