"""How models reply: keys in any form, JSON of any shape, and refusals in their own words. Pure."""
