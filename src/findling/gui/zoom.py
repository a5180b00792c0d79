"""How large the grid's pictures may be: the height of a row or the side of a square, in pixels."""

SMALLEST, USUAL, LARGEST = 96, 180, 420
ZOOM_STEP = 1.15
"""What one turn of the wheel or one key makes of it."""
