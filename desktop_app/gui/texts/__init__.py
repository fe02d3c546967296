"""Dialogs and panes about texts: corrections, versions, speakers, details, removal.

They load when first opened. What they write goes through the session.
"""
