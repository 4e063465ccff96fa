"""What every command line report shares: terminal, streams, JSON."""
