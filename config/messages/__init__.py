"""The catalogue of screen texts: found in the sources, compared with `locale/`, refused when incomplete.

Spanish is the source language, so a text is its own key; English lives in `locale/en`. Only Babel is needed, none of
gettext's system tools. `bin/messages` runs `python -m config.messages`.
"""
