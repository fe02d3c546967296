"""The seminar in the window: handing out, collecting, comparing, settling."""
