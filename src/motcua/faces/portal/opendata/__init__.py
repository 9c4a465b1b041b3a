"""Dữ liệu mở: indicators as files, and both catalogues as linked data."""
