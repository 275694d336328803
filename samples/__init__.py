"""Fictional documents of fictional collectivités, each with its gold file: the sample, and as many more as are asked for."""
