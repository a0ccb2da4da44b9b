"""Members: the documents inside a container, and what one container may cost."""

from dataclasses import dataclass

from crawlers.readers import UnreadableError

MOST_MEMBERS = 50_000  # the yearly reports of every county and city of China over 15 years
LARGEST_UNPACKED = 512 * 2**20  # bytes over all levels; 50,000 reports of 10 kB


@dataclass(frozen=True, slots=True)
class Member:
    """One document inside a container.

    `name` is the container's own name, a slash and where the document lies inside it; `data` are its bytes, None if
    they could not be had. `reason` says why, or, beside `data`, what of it was left out.
    """

    name: str
    data: bytes | None
    reason: str = ""


@dataclass(slots=True)
class Budget:
    """What unpacking one container may still cost, over all levels, so that no small file fills the disk."""

    members: int = MOST_MEMBERS
    size: int = LARGEST_UNPACKED

    def spend(self, size: int) -> None:
        """Take one member of that size (bytes) off.

        Raises:
            UnreadableError: it is more than a container may hold.
        """
        self.members -= 1
        self.size -= size
        if self.members < 0 or self.size < 0:
            raise UnreadableError(
                f"more than {MOST_MEMBERS} documents or {LARGEST_UNPACKED >> 20} MB: what follows was left out; "
                "split the file",
                "too_large",
            )
