"""What a web page says of itself: its encoding, its address, the day it was published."""
