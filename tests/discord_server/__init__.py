"""A Discord on loopback: REST, gateway, interactions, rate limits and attachments, strict about what it is sent."""
