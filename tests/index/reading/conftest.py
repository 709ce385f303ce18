"""Makes the helpers beside the tests importable by their names."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# A time is a fact of the machine: nothing here fails for being slow.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
