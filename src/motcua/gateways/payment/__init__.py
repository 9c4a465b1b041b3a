"""Payment: statement files of Vietnamese banks, signed notices of a payment platform, and a platform's fake twin."""
