"""The desk's pages of posts and those who act for them."""
