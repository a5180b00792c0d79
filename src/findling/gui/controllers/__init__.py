"""What the window does, without a widget: questions, rows, details, folders, the background. GUI thread only."""
