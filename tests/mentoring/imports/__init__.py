"""Lists that the office brings in."""
