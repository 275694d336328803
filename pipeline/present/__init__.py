"""What every way out shares: rows seen against their documents and acts, said and marked for a reader, in French."""
