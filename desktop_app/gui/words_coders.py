"""The sentences on who reads here; translated where they are used."""

ADD_CODER = "Add a coder …"
ADD_CODER_TITLE = "Add a coder"
LAYERS = "Layers"
NAME = "Name"
INITIALS = "Initials"
ALIAS = "Alias"
ALIAS_HINT = "Shown instead of the name before a room"
COLOUR = "Colour"
COLOUR_NUMBER = "Colour {number}"
ABOUT = "Name, initials, colour …"
ABOUT_TITLE = "About {name}"
WHO_ARE_YOU = "Who are you?"
WHO_WHY = (
    "Your name stands on all that you mark and write. It is asked once and can be changed later."
)
WHO_HERE = "You code as {name} in this project. Is that you?"
THAT_IS_ME = "I am {name}"
SOMEBODY_ELSE = "Somebody else …"

SAME_AS = "Is the same person as"
JOINED = "What {coder} made is {kept}’s now."
