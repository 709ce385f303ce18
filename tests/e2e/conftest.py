"""Makes the servers beside the end-to-end tests, and files made by hand, importable by name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "index" / "reading"))
