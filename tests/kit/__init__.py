"""What tests share: networks from text tables, an exhaustive search, and random draws."""
