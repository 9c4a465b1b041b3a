"""Surveys of satisfaction (khảo sát mức độ hài lòng)."""
