"""Measurements, run by hand (``make bench``): what an issue asks for, as ratios taken in one run."""
