"""``python -m fogline``."""

from fogline.cli.main import run

run()
