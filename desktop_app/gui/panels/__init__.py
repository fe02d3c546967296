"""The parts of the window beside the text; none of them knows another."""
