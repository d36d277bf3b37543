"""The stages from file to database, and the commands that run them."""
