"""Surveys at the desk: rounds, questionnaires, results, interviews."""
