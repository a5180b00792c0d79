"""Findling: a desktop librarian for photos, clips, recordings and PDFs."""

__version__ = "0.1.0"
