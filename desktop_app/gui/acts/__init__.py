"""What the actions of the window do, by owner: files, coding, notes, view."""
