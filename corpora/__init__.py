"""What the program knows, as data files with thin loaders."""
