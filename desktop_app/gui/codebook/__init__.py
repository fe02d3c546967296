"""The codebook screen: its tree, the entry's form, history, comparison, import and gallery."""
