"""What operators see of a running bot: metrics, whether it is well, and logs that machines read."""
