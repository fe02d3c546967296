"""The panes of the results area that find, list and count."""
