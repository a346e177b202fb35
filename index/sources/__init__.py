"""Where articles come from: one file per kind of origin, each yielding pages."""
