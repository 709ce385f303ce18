"""Makes the servers beside the end-to-end tests importable by their names."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
