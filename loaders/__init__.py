"""From files outside to records with evidence: one module a source, one pipeline for all."""
