"""What flows through the pipeline and what is stored; imports nothing of the other packages."""
