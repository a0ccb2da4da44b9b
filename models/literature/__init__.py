"""Literature: bibliographic records, why each is kept or dropped, and their keywords."""
