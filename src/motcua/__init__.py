"""Một Cửa: one door between people and their local government."""
