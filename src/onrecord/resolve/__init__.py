"""Who is behind the words: from sources as they stand in the text to actors."""
