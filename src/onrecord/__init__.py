"""Onrecord keeps the record: who said what, tied to the exact characters it was read from."""
