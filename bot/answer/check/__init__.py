"""What the articles say of somebody's message: its claims, each supported, contradicted or not covered."""
