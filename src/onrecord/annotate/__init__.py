"""Marks in the text what later stages rely on: blocks, quotations, language, genre. Nothing here alters the text."""
