"""What things mean: types, identifiers, units, errors and the rules across records."""
