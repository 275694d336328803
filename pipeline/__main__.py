"""``python -m pipeline`` is ``delib``."""

from pipeline.cli import main

main()
