"""The doors of the matrix: each maps what can be done through it to a function that tries it.

A function takes somebody and a spot, does it as the door is used, and says whether it came to be done.
"""
