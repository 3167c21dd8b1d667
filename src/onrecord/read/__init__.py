"""Files, folders, tables, pages and streams in; documents out. What cannot be read is said, never dropped."""
