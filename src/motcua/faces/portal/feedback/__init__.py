"""Feedback on the portal: sent without an account, followed with the receipt, read by everybody once approved."""
