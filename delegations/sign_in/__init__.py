"""Who gets in, by which door, with what second factor. The doors are django-allauth's; the rules are here."""
