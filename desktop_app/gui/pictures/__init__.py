"""Pictures in the window: painted, looked through, and written as PNG and PDF."""
