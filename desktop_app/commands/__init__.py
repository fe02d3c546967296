"""What the verbs of the command line do; each is a small function over core and formats."""
