"""Questions with accepted answers, useful marks, tags, mentions and member cards."""
