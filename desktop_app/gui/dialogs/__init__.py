"""What opens over the window for a moment."""
