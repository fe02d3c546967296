"""Pictures of what was coded, drawn as shapes: no Qt here, nor any file format but SVG."""
