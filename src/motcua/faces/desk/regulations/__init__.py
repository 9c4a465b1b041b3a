"""Who answers for what: the regulation of work, posts and units at the desk."""
