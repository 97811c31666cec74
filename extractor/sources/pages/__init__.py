"""What a web page says of itself, beginning with its encoding."""
