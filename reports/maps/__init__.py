"""The keyword map for people: pictures, a page to look around in, and files for other programs.

Everything takes plain values, which a step in `flows` hands over, and gives text or bytes: nothing here writes a file.
Two runs give the same bytes.
"""
