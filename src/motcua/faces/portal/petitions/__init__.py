"""The portal petitions: written without account or with, followed with the receipt."""
