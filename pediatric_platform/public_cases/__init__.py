"""Cases of people without an account: what they write, the code that confirms it, and the secret link to follow it."""
