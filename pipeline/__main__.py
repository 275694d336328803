"""``python -m pipeline`` is ``delib``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
