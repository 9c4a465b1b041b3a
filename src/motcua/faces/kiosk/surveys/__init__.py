"""Surveys at the touch screen of the hall."""
