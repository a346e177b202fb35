"""Versions of the tables, counted by Alembic."""
