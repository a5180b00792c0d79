"""Looking closer: quick look, the player, pages, the preview that plays in place, and saving parts as new files."""
