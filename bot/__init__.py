"""A question in, a proven answer out."""

import index  # noqa: F401  before any library is loaded that would report its use
