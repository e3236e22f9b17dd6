"""How suppliers deliver, from the orders and deliveries on record: how much, how late, and how likely by when. Pure."""
