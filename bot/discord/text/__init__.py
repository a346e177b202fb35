"""Texts within Discord's limits that show what is written and do nothing: escaping, credits, lists. Pure."""
