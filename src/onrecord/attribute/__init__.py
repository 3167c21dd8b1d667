"""Who said what: from marked text to attributions."""
